"""A message that had to be sent in several parts: each of them may be quoted."""

from bot.dialogue.channel import Fate, Outcome
from bot.dialogue.screen import Message
from bot.i18n import Text
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Stage
from bot.services.outbox import Outbox
from bot.services.people import meet
from bot.services.unit import Unit


async def test_quoting_any_part_finds_what_the_message_is_about(stage: Stage) -> None:
    def come(unit: Unit) -> int:
        seat = meet(
            unit.session, unit.house, unit, channel="telegram", address="77", language="de"
        )
        outbox = Outbox(unit)
        for subject in (3, 4):
            outbox.answer(
                seat.address_id, seat.person_id, Message(Text.of("…")), about=("enquiry", subject)
            )
        return seat.address_id

    parts, whole = Fate(Outcome.SENT, "17,18,19"), Fate(Outcome.SENT, "20")
    stage.channels["telegram"].faults.extend(Fault(fate, arrives=True) for fate in (parts, whole))
    address = await stage.backstage(come)
    await stage.settle()

    def about(unit: Unit) -> list[tuple[str, int] | None]:
        found = [
            Outbox(unit).quoted(address, each) for each in ("17", "18", "19", "20", "7", "17,18")
        ]
        return [each and each.about for each in found]

    third, fourth = ("enquiry", 3), ("enquiry", 4)
    assert await stage.backstage(about) == [third, third, third, fourth, None, None]
    other = await stage.backstage(
        lambda unit: (
            meet(
                unit.session, unit.house, unit, channel="telegram", address="78", language="de"
            ).address_id
        )
    )
    assert await stage.backstage(lambda unit: Outbox(unit).quoted(other, "18")) is None
