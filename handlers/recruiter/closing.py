"""Letting an enquiry go: to a colleague, back to all, closed with what came of it."""

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import action, card_action, screen
from bot.dialogue.screen import Card, Choice, Door, Screen, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.enquiries import Misfit
from bot.i18n import LONGEST_LABEL, Text, label, say, shorten
from bot.services.enquiries import EnquiryView
from bot.services.services import Services
from handlers.everyone.desk import STAFF, lay_pen_down
from handlers.recruiter.card import MISFITS

PAGE = 8


@card_action("pass", *STAFF)
def hand_on(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """To whom."""
    lay_pen_down(turn)
    return colleagues(turn, services, enquiry=subject, version=version)


@screen
def colleagues(
    turn: Turn, services: Services, *, enquiry: int, version: int, page: int = 1
) -> Screen:
    """The other recruiters, by name."""
    view = services.enquiries.view(enquiry, turn.speaker.id)
    people = services.enquiries.colleagues(turn.speaker.id)
    choices = [
        Choice(
            _short(member.name),
            to(handed, enquiry=enquiry, version=version, person=member.person_id),
        )
        for member in people[(page - 1) * PAGE : page * PAGE]
    ]
    more = to(colleagues, enquiry=enquiry, version=version, page=page + 1)
    return Screen(
        say("Wem möchten Sie {code} weitergeben?", code=view.pseudonym),
        (*grid(choices), *_more(more, shown=page * PAGE, of=len(people)), _cancel()),
        back=False,
        menu=False,
    )


@action
def handed(turn: Turn, services: Services, *, enquiry: int, version: int, person: int) -> Screen:
    """The colleague has it and is told."""
    view = services.enquiries.hand_over(enquiry, turn.speaker.id, person, version)
    return _done(say("↪️ {code} ist jetzt bei {owner}.", code=view.pseudonym, owner=view.owner))


@card_action("giveback", *STAFF)
def give_back(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """All those responsible have it again."""
    lay_pen_down(turn)
    view = services.enquiries.give_back(subject, turn.speaker.id, version)
    return _done(say("↩️ {code} ist wieder offen.", code=view.pseudonym))


@card_action("close", *STAFF)
def close(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """With what."""
    lay_pen_down(turn)
    return outcomes(turn, services, enquiry=subject, version=version)


@screen
def outcomes(
    turn: Turn, services: Services, *, enquiry: int, version: int, page: int = 0
) -> Screen:
    """The county's follow-up codes: the frequent ones first, the others on further pages."""
    view = services.enquiries.view(enquiry, turn.speaker.id)
    codes = services.unit.region.follow_ups
    often, rare = [c for c in codes if c.often], [c for c in codes if not c.often]
    shown = rare[(page - 1) * PAGE : page * PAGE] if page else often
    choices = [
        Choice(label(code.label), to(closed, enquiry=enquiry, version=version, outcome=code.code))
        for code in shown
    ]
    more = to(outcomes, enquiry=enquiry, version=version, page=page + 1)
    return Screen(
        say("Was ist aus {code} geworden?", code=view.pseudonym),
        (*grid(choices), *_more(more, shown=page * PAGE, of=len(rare)), _cancel()),
        back=False,
        menu=False,
    )


@card_action("unfit", *STAFF)
def unfit(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """Why not."""
    lay_pen_down(turn)
    return misfits(turn, services, enquiry=subject, version=version)


@screen
def misfits(turn: Turn, services: Services, *, enquiry: int, version: int) -> Screen:
    """The reasons; each is a kind sentence to the pupil."""
    view = services.enquiries.view(enquiry, turn.speaker.id)
    choices = [
        Choice(label(name), to(closed, enquiry=enquiry, version=version, outcome=misfit))
        for misfit, name in MISFITS.items()
    ]
    hand_on = Choice(label("↪️ Weitergeben"), Card("pass", enquiry, version))
    return Screen(
        say(
            "Warum passt es nicht? Ich schließe die Anfrage und sage es {code} freundlich.",
            code=view.pseudonym,
        ),
        (*column(*choices, hand_on), _cancel()),
        back=False,
        menu=False,
    )


@action
def closed(turn: Turn, services: Services, *, enquiry: int, version: int, outcome: str) -> Screen:
    """Closed; who writes again takes it up again."""
    ended = Misfit(outcome) if outcome in set(Misfit) else outcome
    view = services.enquiries.close(enquiry, turn.speaker.id, version, ended)
    return _done(_closed(view))


def _closed(view: EnquiryView) -> Text:
    return say(
        "✅ {code} ist abgeschlossen. Ihre Antwort auf die Karte öffnet die Anfrage wieder.",
        code=view.pseudonym,
    )


def _more(door: Door, *, shown: int, of: int) -> tuple[tuple[Choice, ...], ...]:
    return ((Choice(label("Mehr ▶️"), door),),) if shown < of else ()


def _cancel() -> tuple[Choice, ...]:
    return (Choice(label("❌ Doch nicht"), HOME),)


def _done(text: Text) -> Screen:
    return Screen(text, column(Choice(label("🏠 Menü"), HOME)), back=False, menu=False)


def _short(name: str) -> str:
    """A name on a button: where it is too long, first initials only."""
    first, _, last = name.rpartition(" ")
    return shorten(name if len(name) <= LONGEST_LABEL else f"{first[:1]}. {last}")
