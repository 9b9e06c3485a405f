"""One person in two chats: joined by a code that she types, parted again, never merged."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.dialogue.channel import Audience
from bot.domain.people import Role
from bot.rehearsal.stage import Actor, Stage
from bot.services.places import Entry, Places, code_in
from bot.services.unit import Unit
from storage.tables import Person, WebLink
from tests.handlers.pupil.visits import code_from, known
from tests.handlers.talks import audited, everything, invited, reads, recruiter
from tests.services.fair_people import at, number_of


async def joined(stage: Stage) -> tuple[Actor, Actor]:
    lena, phone = await known(stage), stage.person("phone", on="telegram")
    await phone.says(await code_from(lena))
    await phone.taps("✅ Ja, verbinden")
    return lena, phone


async def test_both_chats_are_one_persons(stage: Stage) -> None:
    lena, phone = await joined(stage)
    assert await number_of(stage, lena) == await number_of(stage, phone)
    assert await people(stage) == 1, "the stranger on the phone is gone"
    assert [what for what, _ in await audited(stage)] == ["joined_chat"]
    assert "Neuer Chat verbunden: Telegram. Warst du das nicht?" in everything(lena)
    await lena.taps("✂️ Chat trennen")
    assert lena.sees("• Telegram")


@pytest.mark.parametrize(("new", "firm"), [("telegram", True), ("web", False)])
async def test_what_a_messenger_sees_is_told_before_it_is_joined(
    small_stage: Stage, new: str, firm: bool
) -> None:
    lena, second = await known(small_stage), small_stage.person("second", on=new)
    await second.says(await code_from(lena))
    assert second.sees("Soll dieser Chat zu dem gehören")
    assert second.sees("Telegram erlaubt die Nutzung erst ab 16 Jahren.") is firm


async def test_two_chats_of_one_messenger_are_told_apart(small_stage: Stage) -> None:
    lena, phone = await known(small_stage, on="telegram"), small_stage.person("phone", "telegram")
    await phone.says(await code_from(lena))
    await phone.taps("✅ Ja, verbinden")
    await phone.says("/verbinden")
    await phone.taps("📬 Wohin schreiben?")
    await phone.taps("Dieser Chat")
    await phone.taps("⬅️ Zurück")
    assert phone.sees("• Telegram\n• Dieser Chat – hierhin gehen Nachrichten")


async def test_a_third_chat_of_one_messenger_gets_a_number(small_stage: Stage) -> None:
    lena = await known(small_stage)
    for name in ("phone", "tablet"):
        other = small_stage.person(name, on="telegram")
        await other.says(await code_from(lena))
        await other.taps("✅ Ja, verbinden")
    await lena.says("/verbinden")
    assert lena.sees("• Dieser Chat\n• Telegram\n• Telegram 2")
    await lena.says("/datenschutz")
    await lena.taps("Was ist gespeichert?")
    assert "Wo du schreibst: Internetseite und Telegram (2 Chats)" in everything(lena)


async def test_the_code_is_kept_nowhere_and_used_up(stage: Stage) -> None:
    lena = await known(stage)
    first, second = await code_from(lena), await code_from(lena)
    digests = await stage.backstage(
        lambda unit: [link.digest for link in unit.session.exec(select(WebLink))]
    )
    assert len(digests) == 1, "a new code takes the place of the old one"
    assert second.replace("-", "") not in digests[0]
    eve = stage.person("eve", on="telegram")
    await eve.says(first)
    assert eve.sees("Diesen Code kenne ich nicht")
    phone = stage.person("phone", on="telegram")
    await phone.says(second.lower().replace("-", " "))
    await phone.taps("✅ Ja, verbinden")
    await eve.says(second)
    assert eve.sees("Diesen Code kenne ich nicht")


async def test_of_two_at_the_same_moment_one_is_joined(stage: Stage) -> None:
    code = await code_from(await known(stage))
    phones = [stage.person(f"phone{n}", on="telegram") for n in range(2)]
    for phone in phones:
        await phone.says(code)
    await stage.together([lambda p=p: p.taps("✅ Ja, verbinden") for p in phones])
    assert sorted("🔗 Verbunden." in everything(phone) for phone in phones) == [False, True]


async def test_ten_minutes_and_a_no(stage: Stage) -> None:
    code = await code_from(await known(stage))
    phone = stage.person("phone", on="telegram")
    await phone.says(code)
    await phone.taps("❌ Nein, danke")
    await phone.says(code)
    await stage.passes(timedelta(minutes=10))
    await phone.taps("✅ Ja, verbinden")
    assert phone.sees("Diesen Code kenne ich nicht")


async def test_a_stranger_without_anything_kept_has_nothing_to_join(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.says("/verbinden")
    await lena.taps("🔗 Chat verbinden")
    assert lena.sees("Speichere zuerst dein Profil")


async def test_parting_the_chat_one_sits_in(stage: Stage) -> None:
    lena, phone = await joined(stage)
    await phone.says("/verbinden")
    await phone.taps("✂️ Chat trennen")
    await phone.taps("Dieser Chat")
    await phone.taps("✂️ Ja, trennen")
    assert phone.sees("In diesem Chat weiß ich nichts mehr.")
    assert await number_of(stage, lena) != await number_of(stage, phone)
    await phone.says("profil")
    assert not phone.sees("Büren")
    await lena.says("profil")
    assert lena.sees("Büren")
    await lena.says("/verbinden")
    assert not lena.sees("Chat trennen"), "the last one stays"


async def people(stage: Stage) -> int:
    return await stage.backstage(
        lambda unit: unit.session.exec(select(func.count()).select_from(Person)).one()
    )


@pytest.mark.parametrize("here", ["lena", "phone"])
async def test_deleting_goes_for_both_chats_and_both_are_told(stage: Stage, here: str) -> None:
    lena, phone = await joined(stage)
    first, second = (lena, phone) if here == "lena" else (phone, lena)
    await stage.until(at("2027-02-01T23:00"))
    await first.says("/loeschen")
    await first.taps("🗑 Ja, alles löschen")
    assert first.sees("Alles über dich ist gelöscht.")
    assert "Du hast in einem anderen Chat alles gelöscht." in reads(second), (
        "at once, at night too"
    )
    assert ("löschst du selbst im Messenger" in reads(second)) is (second is phone)
    await stage.passes(timedelta(minutes=5))
    assert await people(stage) == 0, "nothing is kept to say so"
    await second.says("profil")
    assert not second.sees("Büren")
    await second.says("Start")
    assert second.sees("ein Programm, kein Mensch")


async def test_a_chat_that_cannot_be_told_is_gone_at_once(small_stage: Stage) -> None:
    lena, phone = await joined(small_stage)
    await phone.blocks()
    await lena.says("/loeschen")
    await lena.taps("🗑 Ja, alles löschen")
    await small_stage.passes(timedelta(minutes=5))
    assert await people(small_stage) == 0


async def test_a_sibling_at_the_second_chat_is_not_told(small_stage: Stage) -> None:
    lena, phone = await joined(small_stage)
    await phone.says("/wechseln")
    await phone.taps("➕ Noch jemand")
    await phone.says("Lena")
    await phone.says("Mia")
    await lena.says("/loeschen")
    await lena.taps("🗑 Ja, alles löschen")
    await small_stage.passes(timedelta(minutes=5))
    assert "in einem anderen Chat alles gelöscht" not in everything(phone)
    assert await people(small_stage) == 1


async def test_a_sibling_is_not_dragged_along(small_stage: Stage) -> None:
    lena = await known(small_stage)
    code, both = await code_from(lena), await known(small_stage, "both", on="telegram")
    await both.says("/wechseln")
    await both.taps("➕ Noch jemand")
    await both.says("Ida")
    await both.says("Mia")
    await both.says(code)
    assert both.sees("Diesen Chat benutzt ihr zu mehreren")


async def test_staff_work_in_two_chats(stage: Stage) -> None:
    neu = await recruiter(stage)
    code, phone = await code_from(neu), stage.person("phone", on="telegram")
    assert neu.sees("Geben Sie den Code niemandem.")
    await phone.says(code)
    assert phone.sees("Nur, wenn beide Ihre sind.")
    assert not phone.sees("Du schreibst")
    await phone.taps("✅ Ja, verbinden")
    await phone.says("/heute")
    assert not phone.sees("Was möchtest du tun?")
    other = stage.person("other", on="telegram")
    await other.starts("e_" + await invited(stage, "Kim Kreis", [], [], Role.COORDINATOR))
    await other.says(await code_from(neu))
    assert other.sees("Dieser Chat hat schon einen Zugang.")


async def test_each_bot_is_joined_by_its_own_people(small_stage: Stage) -> None:
    neu, lena = await recruiter(small_stage), await known(small_stage)
    codes = [await code_from(neu), await code_from(lena)]
    phone = small_stage.person("phone", on="telegram")
    await phone.starts()
    stranger = await number_of(small_stage, phone)

    def look(unit: Unit, audience: Audience) -> list[Entry]:
        telegram = replace(unit.house.capabilities["telegram"], audience=audience)
        house = replace(unit.house, capabilities={"telegram": telegram})
        places = Places(Unit(unit.session, unit.now, house))
        (place,) = places.of(stranger)
        return [
            places.look(code, person_id=stranger, address_id=place.address_id) for code in codes
        ]

    async def seen(audience: Audience) -> list[Entry]:
        return await small_stage.backstage(lambda unit: look(unit, audience))

    assert await seen(Audience.ALL) == [Entry.GOOD, Entry.GOOD]
    assert await seen(Audience.STAFF) == [Entry.GOOD, Entry.ELSEWHERE]
    assert await seen(Audience.PUPILS) == [Entry.ELSEWHERE, Entry.GOOD]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("K7F2-9XQM", "K7F29XQM"),
        (" k7f2 9xqm ", "K7F29XQM"),
        ("K7F29XQM", "K7F29XQM"),
        ("25692568", None),
        ("BCDFGHJK", None),
        ("K7F2-9XQM bitte", None),
        ("K7F-29XQM", None),
        ("Büro 2026", None),
    ],
)
def test_what_is_a_code(text: str, code: str | None) -> None:
    assert code_in(text) == code
