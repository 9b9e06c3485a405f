"""One vacancy as staff see it, and what becomes of it: reserved, filled, open again."""

from collections.abc import Callable

from bot.dialogue.marks import action, notice, screen
from bot.dialogue.screen import Card, Choice, Door, Screen, to
from bot.dialogue.turn import Turn
from bot.domain.enquiries import EnquiryState
from bot.domain.errors import Outdated
from bot.domain.vacancies import VacancyState
from bot.i18n import Text, join, label, say, say_n
from bot.services.letters import ENQUIRY
from bot.services.services import Services
from bot.services.unit import Reader
from bot.services.vacancy_desk import OUTCOME, DeskView
from handlers.everyone.desk import lay_pen_down
from handlers.everyone.when import told
from handlers.recruiter.vacancies_words import in_full

FIELDS = "recruiter.vacancies_form.fields"


@screen
def show(turn: Turn, services: Services, *, vacancy: int) -> Screen:
    """Everything about it, and who changed it last."""
    lay_pen_down(turn)
    view = services.vacancy_desk.view(vacancy, turn.speaker.id)
    parts = [in_full(view, services.unit.region), _changed(view, services)]
    if not view.may_change:
        parts.append(say("Ändern kann sie, wer für den Ort zuständig ist."))
        return Screen(join(parts, "\n\n"))
    return Screen(join(parts, "\n\n"), _choices(view))


@action
def share(turn: Turn, services: Services, *, vacancy: int) -> Screen:
    """The link that opens the chat with this vacancy."""
    link = services.unit.house.link(services.vacancies.code_of(vacancy))
    note = say("🔗 Wer diesen Link öffnet, sieht die Stelle zuerst: {link}", link=link)
    return show(turn, services, vacancy=vacancy).below(note)


@action
def fill(turn: Turn, services: Services, *, vacancy: int, version: int) -> Screen:
    """The place is taken; who saved it or asked is told."""

    def filled() -> Text:
        told_to = services.vacancy_desk.fill(vacancy, turn.speaker.id, version)[1]
        if not told_to:
            return say("✅ Die Stelle ist besetzt.")
        return say_n(
            "✅ Die Stelle ist besetzt. Eine Person hatte sie gemerkt oder gefragt. "
            "Sie bekommt Bescheid.",
            "✅ Die Stelle ist besetzt. {n} Personen hatten sie gemerkt oder gefragt. "
            "Sie bekommen Bescheid.",
            told_to,
        )

    return _done(turn, services, vacancy, filled)


@action
def reserve(turn: Turn, services: Services, *, vacancy: int, version: int) -> Screen:
    """Shown to nobody else for now."""

    def reserved() -> Text:
        services.vacancy_desk.reserve(vacancy, turn.speaker.id, version)
        return say("⏸ Die Stelle ist reserviert. Jugendliche sehen sie gerade nicht.")

    return _done(turn, services, vacancy, reserved)


@action
def reopen(turn: Turn, services: Services, *, vacancy: int, version: int) -> Screen:
    """Offered again."""

    def reopened() -> Text:
        services.vacancy_desk.reopen(vacancy, turn.speaker.id, version)
        return say("♻️ Die Stelle ist wieder offen.")

    return _done(turn, services, vacancy, reopened)


@notice(OUTCOME)
def ask_outcome(reader: Reader, services: Services, *, enquiry: int) -> Screen | None:
    """The vacancy of an enquiry is filled: the recruiter says what became of the pupil."""
    view = services.enquiries.find(enquiry, reader.id)
    if view is None or view.facts is None or view.facts.asked_for is None:
        return None
    if view.state is EnquiryState.CLOSED:
        return None
    text = say(
        "✅ Besetzt: {title}, {company}. {code} hatte danach gefragt und weiß Bescheid. "
        "Was ist daraus geworden?",
        title=view.facts.asked_for.title, company=view.facts.asked_for.company,
        code=view.pseudonym,
    )  # fmt: skip
    close = Choice(label("✅ Abschließen"), Card("close", enquiry, view.version))
    card = Choice(label("📇 Karte"), Card("card", enquiry, view.version))
    return Screen(text, ((close, card),), about=(ENQUIRY, enquiry))


def outdated(turn: Turn, services: Services, vacancy: int) -> Screen:
    """A colleague was first: who, and how it stands now."""
    view = services.vacancy_desk.view(vacancy, turn.speaker.id)
    note = say(
        "✋ Nicht geändert: {name} war schneller. Hier ist der neue Stand.",
        name=view.changed_by or label("Jemand"),
    )
    return show(turn, services, vacancy=vacancy).below(note)


def _done(turn: Turn, services: Services, vacancy: int, change: Callable[[], Text]) -> Screen:
    try:
        note = change()
    except Outdated:
        return outdated(turn, services, vacancy)
    return show(turn, services, vacancy=vacancy).below(note)


def _changed(view: DeskView, services: Services) -> Text:
    if not view.changed_by:
        return Text()
    return say(
        "Zuletzt geändert: {name}, {when}",
        name=view.changed_by, when=told(view.changed_at, services),
    )  # fmt: skip


def _choices(view: DeskView) -> tuple[tuple[Choice, ...], ...]:
    known = {"vacancy": view.id, "version": view.version}
    filled = Choice(label("✅ Besetzt"), to(fill, **known))
    again = Choice(label("♻️ Wieder offen"), to(reopen, **known))
    edit = Choice(label("✏️ Ändern"), Door(FIELDS, known))
    link = Choice(label("🔗 Link zum Teilen"), to(share, vacancy=view.id))
    match view.vacancy.state:
        case VacancyState.OPEN:
            return ((Choice(label("⏸ Reservieren"), to(reserve, **known)), filled), (edit, link))
        case VacancyState.RESERVED:
            return ((again, filled), (edit,))
        case _:
            return ((again,),)
