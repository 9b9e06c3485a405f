"""Entering a fair step by step, changing or moving it; nothing is kept before "Speichern"."""

from typing import Any

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, Screen, Shown, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.errors import Outdated
from bot.domain.fairs import FairPlan
from bot.domain.people import Grade
from bot.i18n import Text, join, label, say, say_n, words
from bot.services.services import Services
from handlers.coordinator import fair_draft
from handlers.coordinator.fair_draft import NEW, Draft, draft_of
from handlers.coordinator.fair_faults import sentences
from handlers.coordinator.fair_questions import ALL, BY_KEY, MOVE, QUESTIONS, SKIP
from handlers.everyone import fair_words
from handlers.everyone.unusable import Unusable

_FIELDS_A_PAGE = 8


@action
def create(turn: Turn, services: Services) -> Screen:
    """Enter a new fair; one that was begun is offered first."""
    draft = draft_of(turn)
    if draft.fair == NEW and draft.values:
        return resume(turn, services)
    return begin(turn, services)


@screen
def resume(turn: Turn, services: Services) -> Screen:
    """What was begun, and whether to go on."""
    title = draft_of(turn).values.get("title", "")
    return Screen(
        say("Sie haben schon angefangen: **{title}**", title=title),
        column(
            Choice(label("▶️ Weiter"), to(go_on)),
            Choice(label("🔁 Neu beginnen"), to(begin)),
        ),
    )


@action
def begin(turn: Turn, services: Services) -> Screen:
    """Forget what was entered, and begin."""
    fair_draft.begin(turn, ALL)
    return ask(turn, services, step=ALL[0])


@action
def go_on(turn: Turn, services: Services) -> Screen:
    """The next answer that is missing, else the summary."""
    draft = fair_draft.go_through(turn, ALL)
    asked = (question for question in QUESTIONS if question.applies(draft))
    missing = next((each.key for each in asked if not each.is_answered(draft)), None)
    return ask(turn, services, step=missing) if missing else summary(turn, services)


@action
def move(turn: Turn, services: Services, *, fair: int) -> Screen:
    """Another day, time or place for a fair."""
    _open(turn, services, fair, MOVE)
    return ask(turn, services, step=MOVE[0])


@action
def change(turn: Turn, services: Services, *, fair: int) -> Screen:
    """Change one answer or several."""
    _open(turn, services, fair, ())
    return fields(turn, services)


@screen
def fields(turn: Turn, services: Services, *, page: int = 1) -> Screen:
    """Which answer to change."""
    draft = draft_of(turn)
    asked = [question for question in QUESTIONS if question.applies(draft)]
    shown = asked[(page - 1) * _FIELDS_A_PAGE : page * _FIELDS_A_PAGE]
    rows = grid([Choice(label(q.name), to(change_one, step=q.key)) for q in shown])
    turns = [Choice(label("Weitere ▶️"), to(fields, page=2))] if page == 1 else []
    turns += [Choice(label("◀️ Frühere"), to(fields, page=1))] if page == 2 else []
    done = Choice(label("📋 Zusammenfassung"), to(summary))
    return Screen(say("Was möchten Sie ändern?"), (*rows, tuple(turns), (done,)))


@action
def change_one(turn: Turn, services: Services, *, step: str) -> Screen:
    """Ask one question again, then show the summary."""
    fair_draft.go_through(turn, [step])
    return ask(turn, services, step=step)


@screen
def ask(turn: Turn, services: Services, *, step: str) -> Screen:
    """One question; several of them say how far it is."""
    draft, question = draft_of(turn), BY_KEY[step]
    on_the_way = [key for key in draft.steps if BY_KEY[key].applies(draft)]
    head = Text()
    if len(on_the_way) > 1 and step in on_the_way:
        head = say(
            "Frage {number} von {all}", number=on_the_way.index(step) + 1, all=len(on_the_way)
        )
    present = _present(draft, step, services)
    text = join([head, say(question.ask), present], "\n")
    rows, answer = _answers(draft, step, services), to(typed, step=step)
    return Screen(text, rows, answer=answer, numbered=step != "grades")  # "9" is a class there


@action
def typed(turn: Turn, services: Services, *, step: str, said: str) -> Screen:
    """A typed answer; one that cannot be used is asked for again with a hint."""
    try:
        answers = BY_KEY[step].read(said, draft_of(turn), services)
    except Unusable as unusable:
        again = ask(turn, services, step=step)
        return turn.puzzle(again.below(unusable.hint))
    return take(turn, services, step=step, answers=answers)


@action
def take(turn: Turn, services: Services, *, step: str, answers: dict[str, Any]) -> Screen:
    """Remember the answer and go on."""
    draft = fair_draft.note(turn, answers)
    return _go_on(turn, services, draft, step)


@action
def toggle_grade(turn: Turn, services: Services, *, grade: str) -> Screen:
    """Choose a class or leave it out."""
    chosen = set(draft_of(turn).values.get("grades", ())) ^ {grade}
    fair_draft.note(turn, {"grades": [each.value for each in Grade if each.value in chosen]})
    return ask(turn, services, step="grades")


@action
def keep(turn: Turn, services: Services, *, step: str) -> Screen:
    """Leave the answer as it is and go on."""
    return _go_on(turn, services, draft_of(turn), step)


@screen
def summary(turn: Turn, services: Services) -> Screen:
    """The fair as it would be saved, what is wrong with it, and who would be told."""
    draft = draft_of(turn)
    again = Choice(label("✏️ Etwas ändern"), to(fields))
    away = Choice(label("🗑️ Verwerfen"), to(discard))
    if not draft.is_complete:
        text = say("Es fehlt noch etwas. Bitte ergänzen Sie Name, Tag, Uhrzeit und Ort.")
        return Screen(text, ((again,), (away,)))
    plan = draft.plan()
    faults = services.fairs.faults(plan)
    full = fair_words.in_full(plan, services.unit.region)
    text = join([full, sentences(faults), _consequences(services, draft, plan)], "\n\n")
    if any(not fault.is_warning for fault in faults):
        return Screen(text, ((again,), (away,)))
    return Screen(text, ((Choice(label("✅ Speichern"), to(save)),), (again, away)))


@action
def save(turn: Turn, services: Services) -> Shown:
    """Save a new fair, or the change of one; whoever counts on it is told."""
    draft = draft_of(turn)
    if not draft.is_complete:
        return summary(turn, services)
    plan = draft.plan()
    if draft.fair == NEW:
        fair_draft.drop(turn)
        fair = services.fairs.add(plan, by=turn.speaker.id)
        return _saved(fair.id, say("✅ Gespeichert: **{title}**", title=plan.title))
    if services.fairs.get(draft.fair).plan.sequence != draft.sequence:
        fair_draft.drop(turn)
        text = say("Jemand hat diese Messe inzwischen geändert. Bitte sehen Sie sie neu an.")
        return _saved(draft.fair, text)
    changed = services.fairs.change(draft.fair, plan, sequence=draft.sequence)
    fair_draft.drop(turn)
    told = Text()
    if changed.told:
        told = say_n(
            "{n} Person bekommt eine Nachricht über die Änderung.",
            "{n} Personen bekommen eine Nachricht über die Änderung.",
            changed.told,
        )
    return _saved(draft.fair, join([say("✅ Die Änderung ist gespeichert."), told], "\n"))


@action
def discard(turn: Turn, services: Services) -> Door:
    """Forget the draft."""
    fair_draft.drop(turn)
    return Door("coordinator.fairs.overview")


def _saved(fair: int, text: Text) -> Screen:
    return Screen(
        text,
        column(
            Choice(label("📣 Ankündigen"), Door("coordinator.announce.preview", {"fair": fair})),
            Choice(label("📋 Messe ansehen"), Door("coordinator.fairs.page", {"fair": fair})),
            Choice(label("🏠 Menü"), HOME),
        ),
        ends=True,
    )


def _open(turn: Turn, services: Services, fair: int, steps: tuple[str, ...]) -> Draft:
    plan = services.fairs.get(fair).plan
    if not services.fairs.is_ahead(plan):
        raise Outdated(f"fair {fair} cannot be changed any more")
    return fair_draft.begin(turn, steps, fair, plan)


def _go_on(turn: Turn, services: Services, draft: Draft, step: str) -> Screen:
    """The next question on the way, else the summary."""
    after = draft.steps[draft.steps.index(step) + 1 :] if step in draft.steps else ()
    following = next((key for key in after if BY_KEY[key].applies(draft)), None)
    if following is None:
        return summary(turn, services)
    return ask(turn, services, step=following)


def _answers(draft: Draft, step: str, services: Services) -> tuple[tuple[Choice, ...], ...]:
    """What can be tapped instead of typing."""
    rows: tuple[tuple[Choice, ...], ...] = ()
    if step == "grades":
        return _grades(draft, services)
    if step == "town":
        towns = services.unit.region.towns
        rows = grid(
            [Choice(town.name, to(take, step=step, answers={"town": town.key})) for town in towns]
        )
    offers = [
        Choice(_offered(draft, step, words), to(take, step=step, answers=answers))
        for words, answers in BY_KEY[step].offers
    ]
    if BY_KEY[step].is_answered(draft) and draft.fair != NEW:
        offers.append(Choice(label("Bleibt so"), to(keep, step=step)))
    return (*rows, tuple(offers)) if offers else rows


def _offered(draft: Draft, step: str, words: str) -> str:
    """Where there is an answer, to skip would drop it: then that is said."""
    drops = words == SKIP and draft.values.get(step)
    return label("Ohne Angabe") if drops else label(words)


def _grades(draft: Draft, services: Services) -> tuple[tuple[Choice, ...], ...]:
    chosen = draft.values.get("grades", ())
    toggles = [
        Choice(
            label(services.unit.region.grade(grade).label),
            to(toggle_grade, grade=grade.value),
            chosen=grade.value in chosen,
        )
        for grade in Grade
    ]
    onward = label("Weiter ▶️") if chosen else label("Für alle ▶️")
    return (*grid(toggles), (Choice(onward, to(keep, step="grades")),))


def _present(draft: Draft, step: str, services: Services) -> Text:
    """The answer so far, where a saved fair is changed."""
    if draft.fair == NEW or not draft.is_complete or step == "grades":
        return Text()
    plan, region = draft.plan(), services.unit.region
    shown = {
        "day": fair_words.when(plan), "times": fair_words.when(plan), "place": plan.place,
        "town": region.town(plan.town).name if plan.town else "",
        "deadline": str(draft.values.get("deadline", "")),
        "parents": words("Ja") if plan.parents else words("Nein"),
    }.get(step, str(draft.values.get(step, "")))  # fmt: skip
    return say("Bisher: {shown}", shown=shown) if shown else Text()


def _consequences(services: Services, draft: Draft, plan: FairPlan) -> Text:
    """Who would be told of a move."""
    if draft.fair == NEW:
        return Text()
    old = services.fairs.get(draft.fair).plan
    if (old.start, old.end, old.place) == (plan.start, plan.end, plan.place):
        return Text()
    count = services.fairs.would_tell(draft.fair)
    return say_n(
        "{n} Person kennt den alten Termin. Sie bekommt eine Nachricht und neue Knöpfe.",
        "{n} Personen kennen den alten Termin. Sie bekommen eine Nachricht und neue Knöpfe.",
        count,
    )
