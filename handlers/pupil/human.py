"""Talking with a person: a few questions, then the consent that lists exactly what is sent.

Until the yes the answers live in the conversation alone. Under 14 nothing is sent.
"""

from typing import cast

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, JsonValue, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.domain.consent import RETENTION, Thing, may_store
from bot.domain.enquiries import specialism_for
from bot.domain.errors import NotFound
from bot.domain.people import AgeBand
from bot.i18n import Text, day, join, label, say
from bot.services.enquiries import EnquiryView
from bot.services.facts import Facts, facts_from_json, facts_of, facts_to_json
from bot.services.letters import ENQUIRY
from bot.services.services import Services
from bot.services.staff import Contact
from handlers.everyone.facts import card_text, office_of, person_from
from handlers.everyone.messenger import about_the_messenger
from handlers.pupil import about_me
from handlers.pupil.age import again, ask_age
from handlers.pupil.interview import one_question
from handlers.pupil.keeping import PARENTS_KNOW
from handlers.pupil.my_wishes import about_of, wishes_of
from handlers.pupil.talk import write_more

_VACANCY = "asked_about"
_PLACED = "asked_town"
"""In the notes: the town was asked once, as it decides who helps; it need not be said."""


@action
def begin(turn: Turn, services: Services, *, vacancy: int | None = None) -> Shown:
    """Ask for a person, perhaps about a vacancy."""
    turn.notes[_VACANCY] = vacancy
    known = services.enquiries.waiting(turn.speaker.id, vacancy)
    return _already(turn, known, services) if known else go_on(turn, services)


@action
def go_on(turn: Turn, services: Services) -> Shown:
    """The next question that has no answer yet, at last the consent."""
    then = to(go_on).name
    band = about_of(turn, services).age_band
    if band is None:
        return ask_age(turn, services, then=then)
    if not may_store(band):
        return _too_young(services, wishes_of(turn, services).town)
    if wishes_of(turn, services).town is None and not turn.notes.get(_PLACED):
        turn.notes[_PLACED] = True
        return one_question("town", then)
    name = _addressee(facts_now(turn, services), services).name
    if question := about_me.next_question(turn, services, name=name, then=then):
        return question
    if band in services.unit.house.parent_step and not turn.notes.get(PARENTS_KNOW):
        return parents(turn, services)
    return consent(turn, services)


@screen
def parents(turn: Turn, services: Services) -> Screen:
    """Where the county wants it: first the parents."""
    return Screen(
        say(
            "Bevor ich etwas schicke: Sprich mit deinen Eltern. "
            "Du kannst ihnen diesen Chat zeigen. Sind sie einverstanden?"
        ),
        column(
            Choice(label("👍 Ja, sind sie"), to(parents_know)),
            Choice(label("Noch nicht"), to(decline)),
        ),
    )


@action
def parents_know(turn: Turn, services: Services) -> Shown:
    """The parents agree, says the pupil."""
    turn.notes[PARENTS_KNOW] = True
    return go_on(turn, services)


@screen
def consent(turn: Turn, services: Services) -> Screen:
    """Exactly what is sent, word for word, and the question."""
    facts = facts_now(turn, services)
    return Screen(
        wording(turn, services, facts),
        column(
            Choice(label("✅ Ja, schicken"), to(send, facts=facts_to_json(facts))),
            Choice(label("✏️ Ändern"), to(change)),
            Choice(label("❌ Nein, danke"), to(decline)),
        ),
    )


@action
def send(turn: Turn, services: Services, *, facts: dict[str, JsonValue]) -> Shown:
    """Yes: what was shown is sent, whatever has been answered elsewhere since."""
    if about_of(turn, services).age_band is AgeBand.UNDER_14:  # said since it was shown
        return go_on(turn, services)
    agreed = facts_from_json(facts)
    vacancy = agreed.asked_for.vacancy_id if agreed.asked_for else None
    if known := services.enquiries.waiting(turn.speaker.id, vacancy):
        return _already(turn, known, services)
    sent = services.enquiries.send(
        turn.speaker.id,
        agreed,
        language=turn.speaker.language,
        wording=wording(turn, services, agreed).plain,
    )
    text = join(
        [
            say(
                "Geschickt! ✅ {person} antwortet dir hier im Chat.",
                person=_person(agreed, services),
            ),
            _meanwhile(turn, services, sent),
            say("Alles löschen: /loeschen · Keine Nachrichten mehr: /stop"),
        ]
    )
    return Screen(
        text,
        column(Choice(label("🏠 Menü"), HOME)),
        menu=False,
        about=(ENQUIRY, sent.id),
        ends=True,
    )


@screen
def change(turn: Turn, services: Services) -> Screen:
    """One answer can be changed without walking everything again."""
    then = to(go_on).name
    name = _addressee(facts_now(turn, services), services).name
    doors = (
        Choice(label("Alter"), to(ask_age, then=then)),
        Choice(label("Klasse"), to(about_me.ask_grade, then=then)),
        Choice(label("Name"), to(about_me.ask_name, name=name, then=then)),
        Choice(label("Zeiten"), to(about_me.ask_times, then=then)),
        Choice(label("Ort"), one_question("town", then)),
        Choice(label("Was ich mag"), one_question("activities", then)),
        Choice(label("Abschluss"), one_question("certificate", then)),
        Choice(label("Start"), one_question("start", then)),
    )
    return Screen(
        say("Was möchtest du ändern?"), tuple(doors[at : at + 2] for at in range(0, len(doors), 2))
    )


@action
def decline(turn: Turn, services: Services) -> Screen:
    """A no costs nothing."""
    return Screen(
        say("Alles klar. Ich schicke nichts. Du kannst einfach weitersuchen."),
        column(Choice(label("🏠 Menü"), HOME)),
        menu=False,
    )


def facts_now(turn: Turn, services: Services) -> Facts:
    """The card as the answers stand."""
    wishes, vacancy = wishes_of(turn, services), cast("int | None", turn.notes.get(_VACANCY))
    facts = facts_of(
        turn.speaker.pseudonym,
        about_of(turn, services),
        turn.speaker.language,
        wishes,
        services.unit.today,
        write_only=bool(turn.notes.get(about_me.WRITE_ONLY)),
    )
    if vacancy is None:
        return facts
    try:
        hit = services.search.hit(facts.wishes, vacancy)  # reasons speak of what is sent, only
    except NotFound:
        return facts
    return facts.asking_for(hit)


def wording(turn: Turn, services: Services, facts: Facts) -> Text:
    """The consent. Its card is written by the same function as the recruiter's."""
    person = _person(facts, services)
    return join(
        [
            about_the_messenger(turn, services),
            say(
                "{person} hilft dir. Das kostet nichts. "
                "Übernimmt es jemand anderes im Kreis, sage ich es dir.",
                person=person,
            ),
            _for_younger(facts.about.age_band),
            say("Ich schicke genau das:"),
            card_text(facts, services.unit.region),
            say(
                "Und was du hier dazu schreibst. Deine Telefonnummer schicke ich nicht. "
                "{days} Tage nach dem Ende lösche ich es. "
                "Du kannst es jederzeit löschen: /loeschen",
                days=RETENTION[Thing.CONVERSATION].age.days,
            ),
            Text() if turn.capabilities.push else _page_hint(),
            say("**Ist das in Ordnung?**"),
        ],
        "\n\n",
    )


def _for_younger(band: AgeBand | None) -> Text:
    if band is not AgeBand.FROM_14:
        return Text()
    return say(
        "Das heißt: Ein Erwachsener liest, was unten steht. Dann schreibt er dir hier. "
        "Du musst das nicht machen. Sprich am besten vorher mit deinen Eltern "
        "und zeig ihnen diesen Text."
    )


def _page_hint() -> Text:
    return say("Die Antwort siehst du, wenn du diese Seite wieder öffnest.")


def _meanwhile(turn: Turn, services: Services, sent: EnquiryView) -> Text:
    """By when an answer usually comes."""
    local = (sent.due_at or turn.now).astimezone(services.unit.region.zone).date()
    usual = (
        say("Meistens bis morgen Abend.")
        if (local - services.unit.today).days == 1
        else say("Meistens bis zum Abend am {day}.", day=day(local))
    )
    return usual if turn.capabilities.push else join([usual, _page_hint()], " ")


def _already(turn: Turn, known: EnquiryView, services: Services) -> Screen:
    person = person_from(services.relay.talk(known.id, turn.speaker.id).staff, services)
    return Screen(
        say("Das habe ich schon geschickt. ✅ {person} antwortet dir hier.", person=person),
        column(write_more(known.id), Choice(label("🏠 Menü"), HOME)),
        menu=False,
    )


def _too_young(services: Services, town: str | None) -> Screen:
    return Screen(
        join(
            [
                say("Du bist noch nicht 14. Deshalb schicke und speichere ich nichts."),
                say("Sprich mit deinen Eltern oder Lehrern. Sie können mit dir zusammen fragen."),
                say(
                    "Du kannst auch ohne Handy fragen: in der Schule oder hier: {office}.",
                    office=office_of(town, services.unit.region),
                ),
                say("Stellen und Messen zeige ich dir trotzdem gern."),
            ]
        ),
        column(
            Choice(label("🎪 Messen"), Door("pupil.fairs.near_me")),
            again(to(go_on).name),
            Choice(label("🏠 Menü"), HOME),
        ),
        menu=False,
    )


def _addressee(facts: Facts, services: Services) -> Contact:
    """Who will read it."""
    kind = facts.asked_for.kind if facts.asked_for else None
    specialism = specialism_for(facts.about.grade, facts.wishes.start, kind)
    return services.enquiries.addressee(facts.wishes.town, specialism)


def _person(facts: Facts, services: Services) -> str:
    return person_from(_addressee(facts, services), services)
