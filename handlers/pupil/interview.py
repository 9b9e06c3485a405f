"""The interview: asks the questions one by one and remembers each answer at once."""

from dataclasses import replace
from typing import Any, cast

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, JsonValue, Screen, Shown, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.wishes import Wishes
from bot.i18n import Text, join, label, say, words
from bot.services.services import Services
from handlers.pupil import questions, walk
from handlers.pupil.misunderstood import misunderstood
from handlers.pupil.my_wishes import keep_wishes, wishes_of
from handlers.pupil.question import Asking, Option, Question, spotted
from handlers.pupil.walk import Place, Way

SCHOOL_TOWN = "school_town"
"""Where in the notes the town of the school is whose start code was used."""

_UNSURE = dict.fromkeys(
    (
        "weiß nicht", "weiß ich nicht", "weiß es nicht", "weiß noch nicht", "weiß net",
        "weiß nich", "keine ahnung", "kein plan", "keine idee", "ka", "kp", "idk", "egal",
        "überspringen", "skip", "nichts davon", "keins davon", "keine davon",
        "i dont know", "no idea", "none of these", "none of them",
    ),
    "unsure",
)  # fmt: skip


def first_questions(then: str) -> Door:
    """The door to the first of the first questions; they end at the door named ``then``."""
    return _to(ask, Place(questions.first()[0].key, Way.FIRST, then))


def more_questions(wishes: Wishes, then: str) -> Door:
    """The door to the first of the optional questions."""
    return _to(ask, Place(questions.more(wishes)[0].key, Way.MORE, then))


def first_from(key: str, then: str) -> Door:
    """The door into the first questions at this one."""
    return _to(ask, Place(key, Way.FIRST, then))


def one_question(key: str, then: str) -> Door:
    """The door to a single question."""
    return _to(change, Place(key, Way.ONE, then))


def asking_of(turn: Turn, services: Services, among: tuple[str, ...] = ()) -> Asking:
    """What a question may look at in this turn."""
    house = services.unit.house
    home = cast("str | None", turn.notes.get(SCHOOL_TOWN))
    wishes = wishes_of(turn, services)
    return Asking(wishes, house.region, house.finder, services.unit.today, home, among)


@screen
def ask(
    turn: Turn, services: Services, *, step: str, way: str, then: str, among: tuple[str, ...] = ()
) -> Screen:
    """A question; ``among`` narrows its answers when a typed one left some open."""
    place = Place(step, Way(way), then)
    walk.remember(turn, place)
    return _asked(turn, place, asking_of(turn, services, tuple(among)))


@screen
def change(
    turn: Turn, services: Services, *, step: str, way: str, then: str, among: tuple[str, ...] = ()
) -> Screen:
    """A single question: a place of its own, so that Back leads to where the change was begun."""
    place = Place(step, Way(way), then)
    return _asked(turn, place, asking_of(turn, services, tuple(among)))


@action
def choose(
    turn: Turn, services: Services, *, step: str, way: str, then: str, codes: list[str]
) -> Shown:
    """Take an answer; an empty one means: don't know."""
    place = Place(step, Way(way), then)
    if turn.said and codes:
        return _confirmed(turn, services, place, tuple(codes), None)
    return _keep(turn, services, place, tuple(codes))


@action
def toggle(turn: Turn, services: Services, *, step: str, way: str, then: str, code: str) -> Screen:
    """Choose or unchoose one of several."""
    place = Place(step, Way(way), then)
    question, asking = place.question, asking_of(turn, services)
    codes = question.toggled(asking, walk.chosen(turn, question, asking.wishes), code)
    if question.is_full(codes):
        return _again(turn, services, place).below(_too_many(question))
    walk.draft(turn, question, codes)
    return _again(turn, services, place)


@action
def done(turn: Turn, services: Services, *, step: str, way: str, then: str) -> Shown:
    """Take what is chosen of several."""
    place = Place(step, Way(way), then)
    codes = walk.chosen(turn, place.question, wishes_of(turn, services))
    return _keep(turn, services, place, codes)


@action
def skip(turn: Turn, services: Services, *, step: str, way: str, then: str) -> Shown:
    """Leave the answer as it is and go on."""
    place = Place(step, Way(way), then)
    walk.forget_draft(turn, place.question)
    return _onward(turn, place, wishes_of(turn, services))


@action
def leave(turn: Turn, services: Services, *, then: str) -> Door:
    """Go out before the end; nothing is lost."""
    walk.end(turn)
    return Door(then)


@action
def typed(turn: Turn, services: Services, *, said: str, step: str, way: str, then: str) -> Shown:
    """An answer in own words."""
    place = Place(step, Way(way), then)
    question, asking = place.question, asking_of(turn, services)
    heard = question.understand(asking, said)
    if heard.codes and question.most == 1:
        return _confirmed(turn, services, place, heard.codes, heard.reply)
    if heard.codes:
        return _added(turn, services, place, heard.codes)
    if spotted(said, _UNSURE):
        return _keep(turn, services, place, ())
    if walk.was_away(turn):
        return resume(turn, services)
    shown = _again(turn, services, place, heard.among)
    if heard.among and heard.reply is None:
        return shown
    return turn.puzzle(misunderstood(said, heard.reply, say(question.hint), shown))


@screen
def resume(turn: Turn, services: Services) -> Screen:
    """After a break: go on where it stopped."""
    place = walk.interrupted(turn) or Place(questions.first()[0].key, Way.FIRST, "home")
    return Screen(
        say(
            "Hallo! 👋 Wir waren bei Frage {n}. Weiter?",
            n=place.number(wishes_of(turn, services)),
        ),
        column(
            Choice(label("▶️ Weiter"), _to(ask, place)),
            Choice(label("🔁 Neu anfangen"), first_questions(place.then)),
        ),
    )


def _again(turn: Turn, services: Services, place: Place, among: tuple[str, ...] = ()) -> Screen:
    """The present question once more, at its own place."""
    show = change if place.way is Way.ONE else ask
    return show(turn, services, step=place.step, way=place.way, then=place.then, among=among)


def _to(function: Any, place: Place, **args: JsonValue) -> Door:
    """The door to a function of this file, at this place; twenty in a turn: plain words."""
    return to(function, step=place.step, way=place.way.value, then=place.then, **args)


def _keep(turn: Turn, services: Services, place: Place, codes: tuple[str, ...]) -> Door:
    """Remember the answer and go on."""
    wishes = place.question.keep(wishes_of(turn, services), codes)
    keep_wishes(turn, services, wishes)
    walk.forget_draft(turn, place.question)
    return _onward(turn, place, wishes)


def _onward(turn: Turn, place: Place, wishes: Wishes) -> Door:
    """The next question, or the way out."""
    step = place.next_step(wishes)
    if step is not None:
        return _to(ask, replace(place, step=step))
    walk.end(turn)
    return Door(place.then)


def _confirmed(
    turn: Turn, services: Services, place: Place, codes: tuple[str, ...], reply: Text | None
) -> Door:
    """Remember a typed answer and say what was understood."""
    onward = _keep(turn, services, place, codes)
    understood = say("✓ {answer}", answer=place.question.show(asking_of(turn, services)))
    turn.also.append(Screen(join([understood, reply or Text()])))
    return onward


def _added(turn: Turn, services: Services, place: Place, codes: tuple[str, ...]) -> Screen:
    """Add what was typed to what is chosen, and let it be checked."""
    question, asking = place.question, asking_of(turn, services)
    before = now = walk.chosen(turn, question, asking.wishes)
    for code in codes:
        if code not in now and not question.is_full((*now, code)):
            now = (*now, code)
    if now == before and not set(codes) <= set(before):
        note = _too_many(question)
    else:
        walk.draft(turn, question, now)
        heard = replace(asking, wishes=question.keep(asking.wishes, now))
        note = say(
            "Verstanden: {answer}. Passt das? Dann tippe auf „Weiter“.",
            answer=question.show(heard),
        )
    return _again(turn, services, place).below(note)


def _too_many(question: Question) -> Text:
    return say("Es gehen höchstens {most}. Nimm erst eins weg.", most=question.most)


def _asked(turn: Turn, place: Place, asking: Asking) -> Screen:
    """The question with its answers, and the ways on below them."""
    question = place.question
    codes = walk.chosen(turn, question, asking.wishes)
    answers = [_answer(place, question, option, codes) for option in question.options(asking)]
    return Screen(
        join([_progress(place, asking.wishes), question.ask(asking)]),
        (*grid(answers), *column(*_ways_on(place, codes))),
        answer=_to(typed, place),
        numbered=question.numbered,
    )


def _progress(place: Place, wishes: Wishes) -> Text:
    """How far it is."""
    if place.way is Way.ONE:
        return say("**{title}**", title=words(place.question.title))
    n, of = place.number(wishes), len(place.steps(wishes))
    if place.way is Way.FIRST:
        return say("**Frage {n} von {of}**", n=n, of=of)
    return say("**Frage {n} von {of}** · freiwillig", n=n, of=of)


def _answer(place: Place, question: Question, option: Option, codes: tuple[str, ...]) -> Choice:
    """An option as a button: it opens more, toggles, or answers."""
    if option.opens:
        show = change if place.way is Way.ONE else ask
        return Choice(option.label, _to(show, place, among=list(option.opens)))
    if question.most > 1:
        door = _to(toggle, place, code=option.code)
        return Choice(option.label, door, chosen=option.code in codes)
    present = option.code in codes if codes else None
    return Choice(option.label, _to(choose, place, codes=[option.code]), chosen=present)


def _ways_on(place: Place, codes: tuple[str, ...]) -> list[Choice]:
    """On, don't know, skip, out."""
    if place.question.most > 1 and codes:
        on = Choice(label("Weiter ▶️"), _to(done, place))
    elif place.way is Way.MORE:
        on = Choice(label("⏭️ Überspringen"), _to(skip, place))
    else:
        on = Choice(label("🤷 Weiß ich nicht"), _to(choose, place, codes=[]))
    out = Choice(label("🏁 Fertig"), to(leave, then=place.then))
    return [on, out] if place.way is Way.MORE else [on]
