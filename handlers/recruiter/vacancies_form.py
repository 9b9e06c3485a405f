"""Entering a vacancy in six answers, or changing one of them. Saved is what was confirmed."""

from typing import cast

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, JsonValue, Screen, Shown, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.errors import Outdated
from bot.i18n import Text, join, label, say, shorten
from bot.services.services import Services
from bot.services.vacancy_drafts import Draft, draft_to_json
from handlers.everyone.desk import lay_pen_down
from handlers.everyone.unusable import Unusable
from handlers.recruiter import vacancies_draft as drafts
from handlers.recruiter.vacancies_answers import Desk, Value
from handlers.recruiter.vacancies_draft import NEW
from handlers.recruiter.vacancies_page import outdated, show
from handlers.recruiter.vacancies_questions import (
    BY_KEY,
    NEEDED,
    OPTIONAL,
    Question,
)
from handlers.recruiter.vacancies_words import drafted


@action
def new(turn: Turn, services: Services) -> Screen:
    """Enter a vacancy; one that was begun is offered first."""
    lay_pen_down(turn)
    if drafts.draft_of(turn) == Draft():
        return _ask_next(turn, services)
    return resume(turn, services)


@screen
def resume(turn: Turn, services: Services) -> Screen:
    """What was begun, and whether to go on."""
    begun = drafted(drafts.draft_of(turn), services.unit.region)
    return Screen(
        join([say("Sie haben schon angefangen:"), begun], "\n\n"),
        column(
            Choice(label("▶️ Weiter"), to(go_on)),
            Choice(label("🔁 Neu beginnen"), to(begin)),
        ),
    )


@action
def begin(turn: Turn, services: Services) -> Screen:
    """Forget what was entered, and begin."""
    drafts.drop(turn)
    return _ask_next(turn, services)


@action
def go_on(turn: Turn, services: Services) -> Screen:
    """The next answer that is missing, else the summary."""
    return _ask_next(turn, services)


@screen
def ask(
    turn: Turn,
    services: Services,
    *,
    step: str,
    vacancy: int = NEW,
    version: int = 0,
    among: tuple[Value, ...] = (),
) -> Screen:
    """One question; ``among`` are the values that a typed answer left open."""
    question, place = BY_KEY[step], _place(step, vacancy, version)
    head = Text()
    if vacancy == NEW and question in NEEDED and not drafts.draft_of(turn).is_complete:
        number = NEEDED.index(question) + 1
        head = say("Frage {number} von {all}", number=number, all=len(NEEDED))
        if job := drafts.draft_of(turn).occupation:
            head += say(" · {title}", title=services.unit.region.occupation(job).name)
    sentence = say(question.ask)
    if among:
        sentence = say("Was davon ist es? Nicht dabei? Dann schreiben Sie es genauer.")
    desk = _desk(turn, services)
    guesses = [
        say("{n}. {guess}", n=n, guess=question.words(value, desk))
        for n, value in enumerate(among, start=1)
    ]
    return Screen(
        join([head, sentence, *guesses]),
        _answers(turn, services, question, place, tuple(among)),
        answer=to(typed, **place),
        numbered=question.numbered,
    )


@action
def typed(
    turn: Turn, services: Services, *, said: str, step: str, vacancy: int, version: int
) -> Screen:
    """A typed answer: taken, asked back, or explained what would help."""
    try:
        found = BY_KEY[step].read(said, _desk(turn, services))
    except Unusable as unusable:
        again = ask(turn, services, step=step, vacancy=vacancy, version=version)
        return turn.puzzle(again.below(unusable.hint))
    if len(found) > 1:
        return ask(turn, services, step=step, vacancy=vacancy, version=version,
                   among=tuple(found))  # fmt: skip
    return take(turn, services, step=step, vacancy=vacancy, version=version, value=found[0])


@action
def take(
    turn: Turn, services: Services, *, step: str, vacancy: int, version: int, value: Value
) -> Screen:
    """Keep an answer: in the draft, or at once in a vacancy that is saved."""
    if vacancy != NEW:
        return _change(turn, services, vacancy, version, {step: value})
    drafts.note(turn, {step: value})
    return _ask_next(turn, services)


@action
def toggle(
    turn: Turn, services: Services, *, step: str, vacancy: int, version: int, value: str
) -> Screen:
    """Choose or unchoose one of several; for a saved vacancy too they wait for "Fertig"."""
    chosen = set(drafts.chosen(turn, services, vacancy)) ^ {value}
    drafts.choose(turn, vacancy, chosen)
    return ask(turn, services, step=step, vacancy=vacancy, version=version)


@action
def done(turn: Turn, services: Services, *, step: str, vacancy: int, version: int) -> Screen:
    """Take what is chosen of several."""
    chosen = " ".join(drafts.chosen(turn, services, vacancy))
    drafts.forget_choice(turn, vacancy)
    return take(turn, services, step=step, vacancy=vacancy, version=version, value=chosen)


@screen
def fields(
    turn: Turn, services: Services, *, vacancy: int = NEW, version: int = 0, more: bool = False
) -> Screen:
    """Which answer to change or to add."""
    shown, other = (OPTIONAL, NEEDED) if more else (NEEDED, OPTIONAL)
    choices = [Choice(label(q.name), to(ask, **_place(q.key, vacancy, version))) for q in shown]
    turn_over = Choice(
        label("◀️ Wichtiges") if other is NEEDED else label("Weitere ▶️"),
        to(fields, vacancy=vacancy, version=version, more=not more),
    )
    back_to = to(summary) if vacancy == NEW else to(show, vacancy=vacancy)
    rows = (*grid(choices), (turn_over, Choice(label("📋 Übersicht"), back_to)))
    return Screen(say("Was möchten Sie ändern oder ergänzen?"), rows)


@screen
def summary(turn: Turn, services: Services) -> Screen:
    """The vacancy as it would be saved."""
    draft = drafts.draft_of(turn)
    if not draft.is_complete:
        return _ask_next(turn, services)
    return Screen(
        join([drafted(draft, services.unit.region), say("Stimmt alles?")], "\n\n"),
        (
            (Choice(label("✅ Speichern"), to(save)),),
            (
                Choice(label("✏️ Ändern"), to(fields)),
                Choice(label("➕ Mehr angeben"), to(fields, more=True)),
            ),
            (Choice(label("🗑️ Verwerfen"), to(discard)),),
        ),
    )


@action
def save(turn: Turn, services: Services) -> Screen:
    """Offer it; from now on pupils see it."""
    draft = drafts.draft_of(turn)
    if not draft.is_complete:
        return _ask_next(turn, services)
    view = services.vacancy_desk.enter(turn.speaker.id, draft)
    drafts.drop(turn)
    return Screen(
        say(
            "✅ Gespeichert: **{title}**, {company}. Jugendliche sehen sie jetzt. "
            "Passt sie zu jemandem, melde ich mich.",
            title=view.vacancy.title, company=view.vacancy.company,
        ),
        column(
            Choice(label("📄 Ansehen"), to(show, vacancy=view.id)),
            Choice(label("➕ Noch eine"), to(begin)),
            Choice(label("🏠 Menü"), HOME),
        ),
        ends=True,
    )  # fmt: skip


@action
def discard(turn: Turn, services: Services) -> Shown:
    """Forget the draft."""
    drafts.drop(turn)
    turn.also.append(Screen(say("Verworfen. Es wurde nichts gespeichert.")))
    return HOME


# --- inside ---


def _change(
    turn: Turn, services: Services, vacancy: int, version: int, answers: dict[str, Value]
) -> Screen:
    view = services.vacancy_desk.view(vacancy, turn.speaker.id)
    try:
        changed = drafts.with_answers(view.draft, answers)
        services.vacancy_desk.change(vacancy, turn.speaker.id, version, changed)
    except Outdated:
        return outdated(turn, services, vacancy)
    return show(turn, services, vacancy=vacancy).below(say("✅ Geändert."))


def _ask_next(turn: Turn, services: Services) -> Screen:
    said = draft_to_json(drafts.draft_of(turn))
    missing = next((question.key for question in NEEDED if question.key not in said), None)
    return ask(turn, services, step=missing) if missing else summary(turn, services)


def _place(step: str, vacancy: int, version: int) -> dict[str, JsonValue]:
    return {"step": step, "vacancy": vacancy, "version": version}


def _desk(turn: Turn, services: Services) -> Desk:
    return Desk(services, services.vacancy_desk.towns(turn.speaker.id))


def _answers(
    turn: Turn,
    services: Services,
    question: Question,
    place: dict[str, JsonValue],
    among: tuple[Value, ...],
) -> tuple[tuple[Choice, ...], ...]:
    """What can be tapped instead of typing."""
    desk = _desk(turn, services)
    if among:
        guesses = [
            Choice(shorten(f"{n}. {question.words(value, desk)}"), to(take, **place, value=value))
            for n, value in enumerate(among, start=1)
        ]
        return column(*guesses)
    if question.several:
        chosen = drafts.chosen(turn, services, cast("int", place["vacancy"]))
        toggles = [
            Choice(shorten(question.words(value, desk)), to(toggle, **place, value=value),
                   chosen=value in chosen)
            for value in question.offers(desk)
        ]  # fmt: skip
        return (*grid(toggles), (Choice(label("Fertig ▶️"), to(done, **place)),))
    offers = [
        Choice(shorten(question.words(value, desk)), to(take, **place, value=value))
        for value in question.offers(desk)
    ]
    if question is NEEDED[0]:
        return column(Choice(label("❌ Abbrechen"), HOME))
    return grid(offers, width=2 if question.numbered else len(offers))
