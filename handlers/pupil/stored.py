"""Everything that is stored about the pupil, in words."""

from dataclasses import dataclass

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.domain.consent import Purpose
from bot.domain.enquiries import EnquiryState
from bot.domain.fairs import FairAnswer
from bot.i18n import Text, join, label, later, listing, moment, say, say_n, words
from bot.services.services import Services
from bot.services.stored import Agreement, Asked, Everything
from handlers.everyone.messenger import channel_names
from handlers.everyone.terms import AGE_BANDS
from handlers.pupil.forgetting import ask_to_forget
from handlers.pupil.interview import asking_of
from handlers.pupil.my_wishes import about_of, hours_remembered
from handlers.pupil.questions import QUESTIONS

PURPOSES = {
    Purpose.PROFILE: later("Profil speichern"),
    Purpose.ENQUIRY: later("Anfrage an einen Menschen"),
    Purpose.MATCHES: later("Nachricht, wenn etwas passt"),
    Purpose.FAIRS: later("Neues von Messen"),
}
_STATES = {
    EnquiryState.OPEN: later("wartet auf Antwort"),
    EnquiryState.TAKEN: later("in Arbeit"),
    EnquiryState.CLOSED: later("beendet"),
}
_ANSWERS = {
    FairAnswer.YES: later("Ich komme"),
    FairAnswer.MAYBE: later("Vielleicht"),
    FairAnswer.NO: later("Nein danke"),
}


@dataclass(frozen=True, slots=True)
class _Part:
    """What can be deleted alone: the question, the button that confirms, what is said then."""

    question: str
    confirm: str
    done: str


_PARTS = {
    "profile": _Part(
        later(
            "Soll ich dein Profil löschen? Damit gehen auch deine gemerkten Stellen. "
            "Ich melde mich dann nicht mehr, wenn etwas passt. Anfragen bleiben."
        ),
        later("Ja, Profil löschen"),
        later("✅ Dein Profil ist gelöscht."),
    ),
    "enquiries": _Part(
        later(
            "Soll ich deine Anfragen löschen? Damit gehen auch alle Nachrichten darin. "
            "Die Menschen, die sie gesehen haben, erfahren das."
        ),
        later("Ja, Anfragen löschen"),
        later("✅ Deine Anfragen sind gelöscht."),
    ),
}


@screen
def stored(turn: Turn, services: Services) -> Screen:
    """Section by section; an empty one is left out."""
    known = services.stored.about(turn.speaker.id)
    choices = [Choice(label("🗑 Alles löschen"), to(ask_to_forget))]
    if known.enquiries:
        choices.insert(0, Choice(label("🧹 Anfragen löschen"), to(ask_to_drop, part="enquiries")))
    if known.profile:
        choices.insert(0, Choice(label("🧹 Profil löschen"), to(ask_to_drop, part="profile")))
    return Screen(
        join(
            [
                say("👁 **Das ist über dich gespeichert**"),
                _answers(turn, services, known),
                _agreements(known.agreements),
                _section(say("**Gemerkte Stellen**"), [Text.of(title) for title in known.saved]),
                _section(say("**Anfragen**"), [_enquiry(asked) for asked in known.enquiries]),
                _section(
                    say("**Messen**"),
                    [
                        say("{title}: {answer}", title=title, answer=words(_ANSWERS[answer]))
                        for title, answer in known.fairs
                    ],
                ),
                _around(turn, known),
            ],
            "\n\n",
        ),
        column(*choices),
    )


@screen
def ask_to_drop(turn: Turn, services: Services, *, part: str) -> Screen:
    """One part alone: what goes with it."""
    return Screen(
        say(_PARTS[part].question),
        column(
            Choice(label("⬅️ Nein, behalten"), to(stored)),
            Choice(label(_PARTS[part].confirm), to(drop, part=part)),
        ),
        back=False,
    )


@action
def drop(turn: Turn, services: Services, *, part: str) -> Screen:
    """A consent is withdrawn, with all that rests on it."""
    if part == "profile":
        services.privacy.end_profile(turn.speaker.id)
    else:
        services.privacy.end_enquiries(turn.speaker.id)
    return stored(turn, services).below(say(_PARTS[part].done))


def _answers(turn: Turn, services: Services, known: Everything) -> Text:
    """The answers, and whether they are kept or only remembered for a while."""
    asking, about = asking_of(turn, services), about_of(turn, services)
    told = {question.title: question.show(asking) for question in QUESTIONS.values()}
    told[later("Klasse")] = words(asking.region.grade(about.grade).label) if about.grade else ""
    told[later("Alter")] = words(AGE_BANDS[about.age_band]) if about.age_band else ""
    told[later("Name")] = about.nickname
    lines = [
        say("{title}: {answer}", title=words(title), answer=answer)
        for title, answer in told.items()
        if answer
    ]
    head = (
        say("**Profil**")
        if known.profile
        else say(
            "**Deine Antworten** (nur noch {hours} Stunden)", hours=hours_remembered(services)
        )
    )
    return _section(head, lines) or say("Ich habe keine Antworten von dir.")


def _agreements(agreements: tuple[Agreement, ...]) -> Text:
    return _section(say("**Zustimmungen**"), [_agreement(each) for each in agreements])


def _agreement(agreement: Agreement) -> Text:
    given = say(
        "{purpose}: Ja am {moment}, Quittung {receipt}",
        purpose=words(PURPOSES[Purpose(agreement.purpose)]),
        moment=moment(agreement.given_at),
        receipt=agreement.receipt,
    )
    if agreement.withdrawn_at is None:
        return given
    return given + say(", zurückgenommen am {moment}", moment=moment(agreement.withdrawn_at))


def _enquiry(asked: Asked) -> Text:
    parts = [
        say(
            "{about} vom {moment}: {state}",
            about=asked.about or words("Gespräch"),
            moment=moment(asked.received_at),
            state=words(_STATES[asked.state]),
        ),
        say("Gesehen von: {people}", people=listing(asked.seen_by))
        if asked.seen_by
        else say("Noch von niemandem geöffnet"),
    ]
    if asked.messages:
        parts.append(say_n("{n} Nachricht", "{n} Nachrichten", asked.messages))
    return join(parts, ". ")


def _around(turn: Turn, known: Everything) -> Text:
    """What is known about the chat itself."""
    lines = [
        say("Kürzel: {code}", code=known.pseudonym),
        say("Wo du schreibst: {channels}", channels=channel_names(known.channels)),
        say("Name auf diesem Handy: {name}", name=turn.speaker.called)
        if turn.speaker.called
        else Text(),
        say("Dabei seit: {moment}", moment=moment(known.since)),
        say_n("{n} Nachricht von mir an dich", "{n} Nachrichten von mir an dich", known.messages),
    ]
    if known.stopped:
        lines.append(say("Nachrichten: gestoppt"))
    if known.paused_until:
        lines.append(say("Pause bis: {moment}", moment=moment(known.paused_until)))
    return _section(say("**Chat**"), lines)


def _section(head: Text, lines: list[Text]) -> Text:
    """A heading with its lines; empty without any."""
    shown = [Text.of("• ") + line for line in lines if line]
    return join([head, *shown]) if shown else Text()
