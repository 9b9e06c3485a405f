"""Privacy in chat: what is stored is shown, taken along, and deleted at once with a receipt."""

import json
import re
from datetime import timedelta

from sqlmodel import func, select

from bot.dialogue.event import EventKind
from bot.rehearsal.stage import Actor, Stage
from bot.services.traces import traces
from storage.tables import Address, Consent, Enquiry, Outbox, Person, Receipt
from tests.handlers.pupil.visits import first_visit, reads
from tests.handlers.talks import everything, recruiter, talking
from tests.services.remains import bytes_about, still_there

RECEIPT = re.compile(r"Q-[A-Z2-9]{4}-[A-Z2-9]{2}")


async def kept(stage: Stage, on: str = "web") -> Actor:
    """A pupil with a profile, a star, an enquiry that was taken, and an answer."""
    neu, lena = await talking(stage, on=on)
    await neu.says("Hallo Lena, wann passt es dir?", quotes="„Lena“")
    await lena.says("Am Dienstag um vier", quotes="wann passt es dir")
    await lena.says("menü")
    await lena.taps("Stellen suchen")
    await lena.taps("Merken")
    await lena.says("profil")
    await lena.taps("💾 Speichern")
    await lena.taps("Ja, melde dich")
    return lena


async def rows(stage: Stage, table: type) -> int:
    return await stage.backstage(
        lambda unit: unit.session.exec(select(func.count()).select_from(table)).one()
    )


async def deletes(lena: Actor) -> str:
    """Ask, confirm; the receipt."""
    await lena.says("/loeschen")
    await lena.taps("Ja, alles löschen")
    receipt = RECEIPT.search(reads(lena))
    assert receipt is not None
    return receipt[0]


async def test_the_short_text_names_purpose_time_readers_rights_and_the_county(
    small_stage: Stage,
) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.taps("Datenschutz")
    for fact in ("48 Stunden", "12 Monate", "90 Tage", "Firmen bekommen nichts", "Kreis Paderborn",
                 "Bildungs- und Integrationszentrum", "löschen"):  # fmt: skip
        assert lena.sees(fact)
    await lena.taps("Zurück")
    assert lena.sees("Los geht's")


async def test_everything_stored_is_shown(stage: Stage) -> None:
    lena = await kept(stage)
    await lena.says("datenschutz")
    await lena.taps("Was ist gespeichert?")
    for fact in ("Möbel bauen", "Ort: Büren", "Alter: 16–17", "Klasse 10", "Name: Lena",
                 "Profil speichern: Ja am Mo., 01.02.2027", "Nachricht, wenn etwas passt",
                 "Anfrage an einen Menschen", "Gesehen von: Nina Muster", "in Arbeit",
                 "2 Nachrichten", "• Holzmechaniker", "Internetseite"):  # fmt: skip
        assert lena.sees(fact), fact
    assert len(RECEIPT.findall(reads(lena))) == 3


async def test_a_profile_can_go_alone(small_stage: Stage) -> None:
    lena = await kept(small_stage)
    await lena.says("datenschutz")
    await lena.taps("Was ist gespeichert?")
    await lena.taps("Profil löschen")
    await lena.taps("Ja, Profil löschen")
    assert lena.sees("✅ Dein Profil ist gelöscht.")
    assert not lena.sees("Gemerkte Stellen")
    assert lena.sees("zurückgenommen am")
    assert lena.sees("in Arbeit")


async def test_enquiries_can_go_alone(small_stage: Stage) -> None:
    lena = await kept(small_stage)
    await lena.says("datenschutz")
    await lena.taps("Was ist gespeichert?")
    await lena.taps("Anfragen löschen")
    await lena.taps("Ja, Anfragen löschen")
    assert lena.sees("✅ Deine Anfragen sind gelöscht.")
    assert not lena.sees("in Arbeit")
    assert lena.sees("Profil speichern: Ja")
    assert "Am Dienstag um vier" not in everything(small_stage.people["neu"])


async def test_the_file_holds_everything_and_no_key_to_the_chat(stage: Stage) -> None:
    lena = await kept(stage)
    await lena.says("datenschutz")
    await lena.taps("Daten mitnehmen")
    document = lena.chat[-1].message.document
    assert document is not None
    assert document.media_type == "application/json"
    told = json.loads(document.content)["data"]
    assert told["profile"][0]["age_band"] == "16-17"
    assert [message["text"] for message in told["relay_message"]][-1] == "Am Dienstag um vier"
    assert {consent["purpose"] for consent in told["consent"]} == {"profile", "matches", "enquiry"}
    assert any("Frage 1 von 4" in str(row["body"]) for row in told["outbox"])
    assert "digest" not in told["address"][0]
    # an old button shows the present words anew, not a second copy of everything
    await lena.taps_old("Daten mitnehmen", "Deine Rechte")
    assert lena.sees("Das sind alle deine Daten")
    assert [shown.message.document for shown in lena.chat].count(document) == 1


async def test_a_file_is_not_offered_where_none_can_be_sent(small_stage: Stage) -> None:
    lena = small_stage.person("lena", on="terminal")
    await lena.starts()
    await lena.says("datenschutz")
    await lena.says("2")
    assert lena.sees("Hier kann ich keine Datei schicken.")


async def test_the_question_says_what_goes_and_no_is_the_first_answer(small_stage: Stage) -> None:
    lena = await kept(small_stage)
    await lena.says("alles löschen")
    for fact in ("dein Profil", "1 gemerkte", "1 Anfrage", "2 Nachrichten", "3 Zustimmungen"):
        assert lena.sees(fact)
    await lena.taps("#1")
    assert await rows(small_stage, Consent) == 3


async def test_all_is_gone_at_once_and_the_receipt_remains(stage: Stage) -> None:
    lena = await kept(stage, on="telegram")
    receipt = await deletes(lena)
    assert lena.sees("✅ Alles über dich ist gelöscht.")
    assert await rows(stage, Consent) == 0
    enquiry = await stage.backstage(lambda unit: unit.session.exec(select(Enquiry)).one())
    assert (enquiry.pupil_id, enquiry.card) == (None, None)
    codes = await stage.backstage(lambda unit: list(unit.session.exec(select(Receipt.code))))
    assert codes == [receipt]
    await stage.passes(timedelta(minutes=5))
    assert await rows(stage, Address) == await rows(stage, Person) == 1  # the recruiter
    assert traces(stage.lotse.database, ["Am Dienstag um vier", "wann passt es dir"]) == []


async def test_the_recruiter_reads_that_it_is_gone(stage: Stage) -> None:
    neu = await recruiter(stage, "zwei", "Otto Muster")
    lena = await kept(stage)
    await deletes(lena)
    for actor in (neu, stage.people["neu"]):
        assert "Am Dienstag um vier" not in everything(actor)
        assert "„Lena“" not in everything(actor)
    await stage.people["neu"].says("Hallo?", quotes="gelöscht")
    assert stage.people["neu"].sees("ging an niemanden") or stage.people["neu"].sees("Gelöscht")


async def test_no_name_is_left_where_the_recruiter_was_about_to_write(stage: Stage) -> None:
    lena = await kept(stage)
    neu = stage.people["neu"]
    await neu.taps("Antworten")
    assert neu.sees("Ihre nächste Nachricht geht an")
    assert "„Lena“" in everything(neu)
    await deletes(lena)
    assert "„Lena“" not in everything(neu)
    assert neu.sees("🗑️ Diese Nachricht wurde gelöscht.")


async def test_what_shows_something_else_by_now_is_left_as_it_is(stage: Stage) -> None:
    lena = await kept(stage)
    neu = stage.people["neu"]
    await neu.taps("Antworten")
    await neu.taps("Doch nicht")
    menu = neu.chat[-1].message
    await deletes(lena)
    assert "„Lena“" not in everything(neu)
    assert menu in [shown.message for shown in neu.chat]


async def test_no_byte_of_it_is_left_in_the_file(small_stage: Stage) -> None:
    lena = await kept(small_stage)
    pupil = select(Person.id).where(Person.role == "pupil")
    number = await small_stage.backstage(lambda unit: unit.session.exec(pupil).one())
    sought = await small_stage.backstage(lambda unit: bytes_about(unit, number or 0))
    assert len(sought) > 60
    assert still_there(small_stage.lotse.database, sought) == sorted(sought)
    await deletes(lena)
    await small_stage.passes(timedelta(minutes=5))
    assert still_there(small_stage.lotse.database, sought) == []


async def test_the_next_message_starts_afresh(stage: Stage) -> None:
    lena = await kept(stage)
    await deletes(lena)
    await lena.says("hallo")
    assert lena.sees("Ich speichere noch nichts.")
    await stage.passes(timedelta(hours=1))
    assert await rows(stage, Address) == 2
    await lena.taps("Los geht's")
    assert lena.sees("Frage 1 von 4")


async def test_the_farewell_waits_for_a_closed_page_and_goes_after_48_hours(stage: Stage) -> None:
    lena = await first_visit(stage)
    await lena.says("löschen")
    await stage.lotse.receive(lena.event(EventKind.TAPPED, choice=lena.button("Ja, alles").token))
    await stage.lotse.postman.deliver_due()  # it lies ready, and no page is open to show it
    await stage.passes(timedelta(hours=40))
    waiting = select(Outbox.state)
    assert await stage.backstage(lambda unit: list(unit.session.exec(waiting))) == ["ready"]
    await stage.passes(timedelta(hours=10))
    assert await rows(stage, Person) == 0


async def test_the_delete_button_pressed_twice_deletes_once(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("löschen")
    token = lena.button("Ja, alles löschen").token
    tap = lena.event(EventKind.TAPPED, choice=token)
    await small_stage.send(tap)
    await small_stage.send(tap)
    await small_stage.send(lena.event(EventKind.TAPPED, choice=token))
    assert await rows(small_stage, Receipt) == 1
