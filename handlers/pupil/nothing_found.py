"""When nothing fits today: what would change it, an internship, news later, a person."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.dialogue.screen import Choice, Door, Screen, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.consent import Purpose
from bot.domain.matching import Answer, Change
from bot.domain.vacancies import Kind
from bot.domain.wishes import ANYWHERE_KM, StartWish, Wishes
from bot.i18n import Text, join, label, later, say, say_n, words
from bot.region.model import FieldOfWork
from bot.services.services import Services
from handlers.everyone.terms import start_wish
from handlers.pupil import keeping
from handlers.pupil.doors import HUMAN
from handlers.pupil.interview import first_questions
from handlers.pupil.my_wishes import wishes_of

_KINDS = {
    Kind.TRAINING: later("Ausbildung: {n} mehr"),
    Kind.DUAL_STUDY: later("Studium: {n} mehr"),
    Kind.INTERNSHIP: later("Praktikum: {n} mehr"),
    Kind.DAY_VISIT: later("Schnuppern: {n} mehr"),
    Kind.EQ: later("EQ-Jahr: {n} mehr"),
}


def nothing_found(
    turn: Turn, services: Services, adopting: Callable[[Wishes], Door], then: str
) -> Screen:
    """Instead of an empty list; ``adopting`` gives the door that takes changed wishes."""
    wishes = wishes_of(turn, services)
    found = services.search.changes(wishes)
    trials = [change for change in found if _is_trial(change)]
    changes = [change for change in found if not _is_trial(change)]
    changes += (trials or [*_internship(services, wishes)])[:1]
    offers = {_label(change, services): adopting(change.wishes) for change in changes}
    if not offers:
        offers = {name: adopting(wider) for name, wider in _wider(services, wishes)}
    promised = services.consents.has(turn.speaker.id, Purpose.MATCHES)
    later_on = (
        say("Ich melde mich, wenn etwas passt.")
        if promised
        else say("Soll ich mich melden, wenn etwas passt?")
    )
    hope = say("Oder hilft eins davon?") if offers else Text()
    ways = [
        Choice(label("💬 Mit Mensch reden"), HUMAN),
        Choice(label("🔁 Neue Suche"), first_questions(then)),
    ]
    if not promised:
        ways.insert(0, Choice(label("🔔 Ja, melde dich"), to(keeping.offer, then=then)))
    return Screen(
        join(
            [
                say("Heute habe ich keine passende Stelle."),
                later_on,
                join([hope, *(_liking(change, services) for change in changes)]),
            ],
            "\n\n",
        ),
        (*grid([Choice(name, door) for name, door in offers.items()]), *column(*ways)),
    )


def _is_trial(change: Change) -> bool:
    """Whether the change already leads to internships."""
    return change.start is StartWish.INTERNSHIP_FIRST or change.kind is Kind.INTERNSHIP


def _internship(services: Services, wishes: Wishes) -> Iterator[Change]:
    """An internship first, if there are any."""
    first = replace(wishes, start=StartWish.INTERNSHIP_FIRST, kinds=frozenset())
    if n := services.search.count(first):
        yield Change(Answer.KIND, first, n, kind=Kind.INTERNSHIP)


def _wider(services: Services, wishes: Wishes) -> Iterator[tuple[str, Wishes]]:
    """When no single answer helps: without place and time, at last without everything else."""
    free = replace(wishes, radius_km=ANYWHERE_KM, start=None)
    if n := services.search.count(free):
        yield label("Egal wo, wann: {n}", n=n), free
    else:
        anything = Wishes(town=wishes.town, radius_km=ANYWHERE_KM)
        if n := services.search.count(anything):
            yield label("Alle Stellen: {n}", n=n), anything


def _label(change: Change, services: Services) -> str:
    """The change as a button; equal labels mean the same to a pupil."""
    if change.radius_km is not None:
        if change.radius_km >= ANYWHERE_KM:
            return label("Überall: {n} mehr", n=change.more)
        return label("Bis {km} km: {n} mehr", km=change.radius_km, n=change.more)
    if change.start is StartWish.INTERNSHIP_FIRST:
        return label(_KINDS[Kind.INTERNSHIP], n=change.more)
    if change.start is not None:
        start = start_wish(change.start, services.unit.today)
        return label("{start}: {n} mehr", start=start, n=change.more)
    if change.kind is not None:
        return label(_KINDS[change.kind], n=change.more)
    field = _field(change, services)
    return f"{field.emoji} {words(field.activity)}"


def _liking(change: Change, services: Services) -> Text:
    """A field asks for a sentence: its button has no room for the number."""
    if change.field is None:
        return Text()
    return say_n(
        "Magst du auch „{activity}“? Dann ist es eine Stelle mehr.",
        "Magst du auch „{activity}“? Dann sind es {n} Stellen mehr.",
        change.more,
        activity=words(_field(change, services).activity),
    )


def _field(change: Change, services: Services) -> FieldOfWork:
    return services.unit.region.field(change.field or "")
