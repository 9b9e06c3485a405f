"""A pupil in a talk: answering by button, by quoting, or after being asked; never by accident."""

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import action, card_action, notice, screen
from bot.dialogue.screen import Card, Choice, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.domain.enquiries import Misfit
from bot.domain.errors import NotFound
from bot.domain.people import Role
from bot.domain.privacy_hints import Hint, hints
from bot.i18n import Text, join, label, later, say, words
from bot.services.letters import ENQUIRY, Letter, Talk
from bot.services.services import Services
from bot.services.unit import Reader
from handlers.everyone import surprises
from handlers.everyone.facts import person_from

_HINTS = {
    Hint.PHONE: later("eine Telefonnummer"),
    Hint.EMAIL: later("eine E-Mail-Adresse"),
    Hint.LINK: later("ein Link oder ein Name aus einem Netzwerk"),
    Hint.ADDRESS: later("eine Adresse"),
    Hint.HEALTH: later("etwas über Gesundheit"),
}

_SORRY = {
    Misfit.GONE: later("Die Stelle ist leider schon vergeben. Es gibt noch andere."),
    Misfit.TERMS: later("Diese Stelle passt gerade nicht. Andere können gut passen."),
    Misfit.ELSEWHERE: later("Hierbei kann dir jemand anderes besser helfen."),
}


def write_more(enquiry: int) -> Choice:
    """The button to write something for an enquiry."""
    return Choice(label("✏️ Etwas schreiben"), to(writing, enquiry=enquiry))


@card_action("reply", Role.PUPIL)
def reply(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The button under a recruiter's message."""
    return writing(turn, services, enquiry=subject)


@screen
def writing(turn: Turn, services: Services, *, enquiry: int) -> Screen:
    """What the pupil types next goes to that person."""
    talk = services.relay.talk(enquiry, turn.speaker.id)
    return Screen(
        say(
            "Schreib jetzt deine Nachricht. Sie geht an: {person}.", person=_person(talk, services)
        ),
        column(Choice(label("❌ Doch nicht"), HOME)),
        answer=to(typed, enquiry=enquiry),
        back=False,
        menu=False,
    )


@action
def typed(turn: Turn, services: Services, *, said: str, enquiry: int) -> Shown:
    """The message that was asked for."""
    return _checked(turn, services, enquiry, said)


@action
def pass_on(turn: Turn, services: Services, *, enquiry: int, said: str, message: str) -> Screen:
    """Yes, send this."""
    letter = Letter(said, turn.address_id, message)
    talk = services.relay.to_staff(enquiry, turn.speaker.id, letter)
    return _afterwards(talk)


def quoted(turn: Turn, services: Services, *, said: str, about_kind: str, about_id: int) -> Shown:
    """A quoted message of a talk: the text goes there. None if it belongs to no talk."""
    enquiry = services.relay.enquiry_of(about_kind, about_id)
    if enquiry is None:
        return None
    if hints(said):
        return _hinted(turn, enquiry, said)
    letter = Letter(said, turn.address_id, turn.event.message_id)
    services.relay.to_staff(enquiry, turn.speaker.id, letter)
    return None


def belongs_to_talk(services: Services, about_kind: str, about_id: int) -> bool:
    """Whether quoting this is writing to a person."""
    return services.relay.enquiry_of(about_kind, about_id) is not None


def offer(turn: Turn, services: Services, *, said: str) -> Screen | None:
    """Text that no screen asked for, while a talk is open: offered, never sent unasked."""
    talks = [talk for talk in services.relay.talks(turn.speaker.id) if talk.is_taken]
    if not talks:
        return None
    choices = [
        Choice(
            _to(talk.staff.name),
            to(pass_on, enquiry=talk.enquiry_id, said=said, message=turn.event.message_id),
        )
        for talk in talks[:3]
    ]
    names = " · ".join(dict.fromkeys(_person(talk, services) for talk in talks[:3]))
    return Screen(
        join(
            [
                say("Soll ich das schicken? An: {names}", names=names),
                _seen(said),
                _warning(said),
            ],
            "\n\n",
        ),
        column(*choices, Choice(label("❌ Nicht schicken"), to(not_sent))),
        back=False,
    )


@action
def not_sent(turn: Turn, services: Services) -> Shown:
    """No: the text is forgotten."""
    turn.also.append(Screen(say("Gut, ich habe nichts geschickt.")))
    return HOME


def edited(turn: Turn, services: Services, *, said: str, edited: str) -> Shown:
    """A changed message: who has the old one gets the new one."""
    letter = Letter(said, turn.address_id, edited)
    if services.relay.edit(turn.speaker.id, letter):
        turn.also.append(Screen(say("✏️ Die Änderung habe ich weitergegeben.")))
        return None
    return surprises.edited(turn, services, said=said, edited=edited)


@notice("enquiry_handed")
def handed(reader: Reader, services: Services, *, enquiry: int) -> Screen | None:
    """Somebody else looks after it now: whom the pupil writes to must not change unnoticed."""
    try:
        talk = services.relay.talk(enquiry, reader.id)
    except NotFound:
        return None
    if not talk.is_taken:
        return None
    text = say(
        "↪️ {name} kümmert sich jetzt um deine Anfrage. Du musst nichts tun. "
        "Die Antwort kommt hier.",
        name=talk.staff.name,
    )
    return Screen(text, _answering(enquiry), about=(ENQUIRY, enquiry))


@notice("enquiry_closed")
def closed(reader: Reader, services: Services, *, enquiry: int) -> Screen | None:
    """The recruiter has closed the enquiry."""
    try:
        talk = services.relay.talk(enquiry, reader.id)
    except NotFound:
        return None
    outcome = services.enquiries.outcome(enquiry)
    text = (
        say("{person} sagt: {sorry}", person=_person(talk, services), sorry=say(_SORRY[outcome]))
        if isinstance(outcome, Misfit)
        else say("{person} hat deine Anfrage abgeschlossen.", person=_person(talk, services))
    )
    onward = say(
        "Du kannst jederzeit wieder fragen: Schreib „Mensch“. Stellen findest du mit „Menü“."
    )
    return Screen(join([text, onward]), _answering(enquiry), about=(ENQUIRY, enquiry))


def _answering(enquiry: int) -> tuple[tuple[Choice, ...], ...]:
    return column(Choice(label("💬 Antworten"), Card("reply", enquiry, 0)))


def _checked(turn: Turn, services: Services, enquiry: int, said: str) -> Screen:
    """Before a telephone number or the like goes to a person, the pupil is asked once."""
    if hints(said):
        return _hinted(turn, enquiry, said)
    return pass_on(turn, services, enquiry=enquiry, said=said, message=turn.event.message_id)


def _hinted(turn: Turn, enquiry: int, said: str) -> Screen:
    yes = to(pass_on, enquiry=enquiry, said=said, message=turn.event.message_id)
    return Screen(
        join([_warning(said), _seen(said)], "\n\n"),
        column(
            Choice(label("✏️ Anders schreiben"), to(writing, enquiry=enquiry)),
            Choice(label("✅ Trotzdem schicken"), yes),
        ),
        back=False,
    )


def _warning(said: str) -> Text:
    found = [words(_HINTS[hint]) for hint in Hint if hint in hints(said)]
    if not found:
        return Text()
    return say(
        "❗ Da steht {what} drin. Schick so etwas nur, wenn du sicher bist.",
        what=" · ".join(found),
    )


def _seen(said: str) -> Text:
    return say("„{said}“", said=said if len(said) <= 300 else said[:300] + "…")


def _afterwards(talk: Talk) -> Screen:
    return Screen(
        say("Möchtest du noch etwas schreiben?"),
        column(write_more(talk.enquiry_id), Choice(label("🏠 Menü"), HOME)),
        back=False,
        menu=False,
    )


def _person(talk: Talk, services: Services) -> str:
    return person_from(talk.staff, services)


def _to(name: str) -> str:
    """The yes: "An Nina schicken", without the name where it is too long."""
    return label("An {name} schicken", name=name) if len(name) <= 8 else label("✅ Ja, schicken")
