"""A vacancy as staff read it, entered or still being entered."""

from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind, Vacancy, VacancyState
from bot.i18n import Text, day, join, later, listing, say, say_n, short_day, words
from bot.region.model import Region
from bot.services.vacancy_desk import DeskView
from bot.services.vacancy_drafts import Draft
from handlers.everyone.terms import CONDITIONS, KINDS

STATES = {
    VacancyState.OPEN: later("🟢 offen"),
    VacancyState.RESERVED: later("⏸ reserviert"),
    VacancyState.FILLED: later("✅ besetzt"),
    VacancyState.EXPIRED: later("⌛ abgelaufen"),
}


def in_full(view: DeskView, region: Region) -> Text:
    """The vacancy with its state."""
    state = words(STATES[view.vacancy.state])
    head = say("📄 **{title}** · {state}", title=view.vacancy.title, state=state)
    return join([head, facts(view.draft, region)])


def drafted(draft: Draft, region: Region) -> Text:
    """What has been entered so far."""
    title = region.occupation(draft.occupation).name if draft.occupation else words("Neue Stelle")
    return join([say("📄 **{title}**", title=title), facts(draft, region)])


def facts(draft: Draft, region: Region) -> Text:
    """What has been said, one line each; the contact is for staff."""
    return join(
        [
            _where(draft, region),
            Text() if draft.kind is Kind.TRAINING else say(KINDS[draft.kind]),
            say("Beginn: {day}", day=day(draft.start)) if draft.start else Text(),
            _certificate(draft, region),
            say_n("Ein Platz", "{n} Plätze", draft.places) if draft.places else Text(),
            say("Praktikum vorher möglich") if draft.internship else Text(),
            _conditions(draft),
            say("Deutsch: {level}", level=draft.german_level) if draft.german_level else Text(),
            say("Frei bis: {day}", day=day(draft.valid_until)) if draft.valid_until else Text(),
            say("Kontakt (nur intern): {who}", who=draft.contact) if draft.contact else Text(),
        ]
    )


def in_a_line(vacancy: Vacancy, region: Region) -> Text:
    """The vacancy in a list."""
    shown = say(
        "{title}, {company}, {town} · ab {day}",
        title=vacancy.title, company=vacancy.company, town=region.town(vacancy.town).name,
        day=short_day(vacancy.start),
    )  # fmt: skip
    if vacancy.state is VacancyState.OPEN:
        return shown
    return say("{shown} · {state}", shown=shown, state=words(STATES[vacancy.state]))


def _where(draft: Draft, region: Region) -> Text:
    town = region.town(draft.town).name if draft.town else ""
    return Text.of(", ".join(filter(None, (draft.company, town))))


def _certificate(draft: Draft, region: Region) -> Text:
    if draft.certificate is None:
        return Text()
    if draft.certificate is Certificate.NONE:
        return say("Abschluss: egal")
    wished = words(region.certificate(draft.certificate).label)
    return say("Wunsch: {certificate}", certificate=wished)


def _conditions(draft: Draft) -> Text:
    met = [words(CONDITIONS[each]) for each in Condition if each in draft.conditions]
    return say("Arbeit: {conditions}", conditions=listing(met)) if met else Text()
