"""Messages reach the one who was meant and nobody else, whatever is quoted, tapped or typed."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot.dialogue.channel import Reason
from bot.dialogue.event import EventKind
from bot.rehearsal.stage import Actor, Stage, words_of
from bot.services.fates import Fates
from bot.services.letters import Letter
from bot.services.relay import tell_writer
from bot.services.services import Services
from bot.services.unit import Unit
from storage.tables import Outbox, RelayMessage
from tests.conftest import fresh_sqlite
from tests.handlers.talks import everything, recruiter
from tests.services.test_enquiries import BUEREN, person, sent, staff

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)
PUPILS = ("ada", "ben", "cem")


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, NOON).open()
    yield stage
    await stage.close()


class Crowd:
    """Three pupils with an enquiry each and two recruiters, who do things at random."""

    def __init__(self, stage: Stage, data: st.DataObject) -> None:
        self.stage, self.data = stage, data
        self.meant: dict[str, set[str]] = {}
        self.codes: dict[str, str] = {}

    async def come(self) -> None:
        self.staff = [
            await recruiter(self.stage, "neu"),
            await recruiter(self.stage, "zwei", "Monika Zwei"),
        ]
        self.pupils = []
        for name in PUPILS:
            pupil = self.stage.person(name)
            self.pupils.append(pupil)
            await pupil.starts()
            await pupil.says("mensch")
            for tap in (
                "16–17",
                "Büren",
                "Klasse 10",
                "Lieber kein Name",
                "Weiter",
                "Ja, schicken",
            ):
                await pupil.taps(tap)
            for each in self.staff:
                await each.taps("Karte öffnen")
            code = re.search(r"^(\w{4}) · Klasse", self.staff[0].chat[-1].message.text.plain)
            assert code is not None
            self.codes[code[1]] = name

    async def act(self, number: int) -> None:
        who = self.data.draw(st.sampled_from([*self.staff, *self.staff, *self.pupils]))
        how = self.data.draw(st.sampled_from(["Antworten", "Karte", "", "quote", "say", "say"]))
        token = f"Wort{number}x"
        buttons = [button for button in who.buttons() if how in button.label][-12:]
        if how not in {"quote", "say"} and buttons:
            button = self.data.draw(st.sampled_from(buttons))
            await self._do(who, EventKind.TAPPED, choice=button.token)
            return
        shown = self.data.draw(st.sampled_from(who.chat[-8:]))
        if who in self.staff:
            self.meant[token] = await self._meant(who, shown.id if how == "quote" else "")
        else:
            self.meant[token] = {who.name}
        quoted = shown.id if how == "quote" and who in self.staff else str(shown.key)
        await self._do(who, EventKind.SAID, text=token, quoted=quoted if how == "quote" else "")
        if "An wen geht Ihre Nachricht?" in words_of(who.chat[-1]):
            self.meant[token] = {self.codes[b.label[3:]] for row in who.chat[-1].message.rows
                                 for b in row if b.label[3:] in self.codes}  # fmt: skip

    async def _meant(self, who: Actor, quoted: str) -> set[str]:
        """Whom a recruiter's text is for: by the quoted message, or by the screen that asks."""
        if not quoted:
            # other cards may have come or changed below the question since
            words = "\n".join(words_of(shown) for shown in who.news)
            asked = re.findall(r"nächste Nachricht geht an (\w{4})", words)
            return {self.codes[code] for code in asked[-1:]}

        def about(unit: Unit) -> str:
            row = next(
                row for row in unit.session.exec(select(Outbox).order_by("id"))
                if row.message_id == quoted
            )  # fmt: skip
            number = row.about_id
            if row.about_kind == "message":
                number = unit.session.get_one(RelayMessage, number).enquiry_id
            if not row.about_kind:
                return ""
            view = Services(unit).enquiries.view(number, row.person_id)
            return self.codes[view.pseudonym]

        name = await self.stage.backstage(about)
        return {name} if name else set()

    async def _do(self, who: Actor, kind: EventKind, **what: str) -> None:
        await self.stage.send(who.event(kind, **what))

    def check(self) -> None:
        for token, meant in self.meant.items():
            seen = {pupil.name for pupil in self.pupils if token in everything(pupil)}
            assert seen <= meant, (token, seen, meant)


@given(data=st.data())
@settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # a story of forty steps is not worth shrinking
    suppress_health_check=[HealthCheck.too_slow],
)
def test_no_message_ever_reaches_another_pupil(data: st.DataObject, sqlite_tables: str) -> None:
    async def play() -> None:
        with fresh_sqlite(sqlite_tables) as url:
            stage = await Stage(url, NOON).open()
            try:
                crowd = Crowd(stage, data)
                await crowd.come()
                for number in range(40):
                    await crowd.act(number)
                    await stage.passes(timedelta(seconds=20))
                crowd.check()
            finally:
                await stage.close()

    asyncio.run(play())


async def test_the_best_fate_counts_whatever_comes_later(stage: Stage) -> None:
    def work(unit: Unit) -> None:
        anna, enquiry = staff(unit, "Anna", (BUEREN,)), sent(unit)
        Services(unit).relay.to_pupil(enquiry, anna, Letter("Hallo", 1, "1"))
        message = unit.session.exec(select(RelayMessage)).one()
        for state, expected in [
            ("unknown", "unknown"),
            ("failed", "unknown"),
            ("ready", "ready"),
            ("delivered", "delivered"),
            ("ready", "delivered"),
            ("withdrawn", "delivered"),
        ]:
            tell_writer(unit, message.id or 0, state, Reason.LOST)
            assert message.state == expected

    await stage.backstage(work)


async def test_a_fate_of_a_message_that_is_gone_changes_nothing(stage: Stage) -> None:
    await stage.backstage(lambda unit: Fates(unit).came(999, "sent", None))


async def test_before_anybody_has_taken_it_all_responsible_read_the_pupil(stage: Stage) -> None:
    neu = await recruiter(stage)
    zwei = await recruiter(stage, "zwei", "Monika Zwei")
    there = await recruiter(stage, "there", "Uwe Testhof", towns=["Delbrück"])
    lena = stage.person("lena")
    await lena.starts()
    await lena.says("mensch")
    for tap in ("16–17", "Büren", "Klasse 10", "Lieber kein Name", "Weiter", "Ja, schicken"):
        await lena.taps(tap)
    await lena.says("Ich habe noch eine Frage", quotes="Geschickt!")
    assert neu.sees("Ich habe noch eine Frage")
    assert zwei.sees("Ich habe noch eine Frage")
    assert "noch eine Frage" not in everything(there)
    await zwei.says("Gern!", quotes="noch eine Frage")
    assert lena.sees("Monika Zwei:\nGern!")
    await neu.says("Gern!", quotes="noch eine Frage")
    assert neu.sees("Nicht gesendet: Monika Zwei hat diese Anfrage übernommen.")


async def test_a_message_cannot_be_sent_again_by_somebody_else(stage: Stage) -> None:
    def work(unit: Unit) -> tuple[int, int]:
        anna, enquiry = staff(unit, "Anna", (BUEREN,)), sent(unit)
        Services(unit).relay.to_pupil(enquiry, anna, Letter("Hallo", 1, "1"))
        message = unit.session.exec(select(RelayMessage)).one()
        tell_writer(unit, message.id or 0, "unknown", Reason.LOST)
        return message.id or 0, person(unit, "mallory")

    message, _ = await stage.backstage(work)
    mallory = stage.person("mallory", on="telegram")
    await mallory.starts()
    for action in ("again", "leave"):
        await stage.send(mallory.event(EventKind.TAPPED, choice=f"k.{action}.{message}.1"))
        assert mallory.sees("Das gibt es nicht mehr.")
    found = await stage.backstage(lambda unit: unit.session.get_one(RelayMessage, message))
    assert (found.tries, found.state) == (1, "sent")


async def test_asking_and_answering_work_in_the_terminal(stage: Stage) -> None:
    """No buttons that are edited, no quotes: numbers and words do."""
    neu = await recruiter(stage, on="terminal")
    lena = stage.person("lena", on="terminal")
    await lena.starts()
    await lena.says("mensch")
    for said in ("16–17", "Büren", "Klasse 10", "Lena", "5", "1"):
        await lena.says(said)
    assert lena.sees("Geschickt! ✅")
    await neu.taps("Karte öffnen")
    await neu.taps("Antworten")
    await neu.says("Hallo Lena")
    assert lena.sees("Nina Muster:\nHallo Lena")
    await lena.says("Ich komme gern")
    assert lena.sees("Soll ich das schicken?")
    assert "Ich komme gern" not in everything(neu)
    await lena.says("1")
    assert neu.sees("Ich komme gern")
