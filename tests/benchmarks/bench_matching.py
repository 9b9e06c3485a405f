"""Speed of matching: one pupil's change, one new vacancy, everybody against everything.

``python -m tests.benchmarks.bench_matching [--full] [--json FILE]``; everybody is 100,000 pupils,
with ``--full`` 1,000,000. Times are processor time, as matching never waits and what runs beside
it must not count; so of five times the quickest counts for each pupil or vacancy, and the p99 is
over these. The floor is a copy of the answer, or for everybody one look at each pupil: less no
program can do.
"""

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import TypeVar

from bot.domain.matching import MatchBook, rank
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes
from tests.benchmarks.invented_county import TODAY, InventedCounty
from tests.benchmarks.report import Report, at_most, options
from tests.benchmarks.searching import opened

ROUNDS = 5
READ_AT_ONCE = 10
SAMPLES = 25

T = TypeVar("T")


def main() -> int:
    wanted = options(__doc__)
    report = Report("Matching")
    county = InventedCounty()
    one_pupil_changes(report, county, vacancies=5_000, goal_ms=1)
    one_pupil_changes(report, county, vacancies=50_000, goal_ms=5)
    one_list(report, county, vacancies=5_000, goal_ms=1)
    one_new_vacancy(report, county, pupils=100_000)
    everybody(report, county, pupils=1_000_000 if wanted.full else 100_000, vacancies=50_000)
    return report.finish(wanted.json)


def one_pupil_changes(
    report: Report, county: InventedCounty, vacancies: int, goal_ms: float
) -> None:
    """Enter the new wishes, find all that is promising now and the ten best with their reasons."""
    book, _ = filled(county, vacancies)
    changes = [county.wishes() for _ in range(2_000)]

    def change(wishes: Wishes) -> object:
        book.put_pupil(1, wishes)
        return book.promising_for(wishes), book.best_for(wishes, READ_AT_ONCE)

    answers = [list(book.promising_for(wishes)) for wishes in changes]
    report.figure(
        f"one pupil's change, {vacancies:,} vacancies, p99",
        p99(change, changes),
        "ms",
        floor=p99(set, answers),
        goal=at_most(goal_ms),
    )


def one_list(report: Report, county: InventedCounty, vacancies: int, goal_ms: float) -> None:
    """What a pupil's new list costs in a turn, the question to the database included."""
    with opened(county, vacancies) as desk:
        start = process_time()
        desk.first_list()
        first = process_time() - start
        changes = [county.wishes() for _ in range(2_000)]
        slow = p99(desk.list_for, changes)
    name = f"one pupil's list by the program, {vacancies:,} vacancies"
    report.figure(f"{name}, p99", slow, "ms", goal=at_most(goal_ms))
    report.figure(f"{name}, the first after a start", first, "s")


def one_new_vacancy(report: Report, county: InventedCounty, pupils: int) -> None:
    """Enter a vacancy and find everybody for whom it is promising."""
    book = MatchBook(county.distance, TODAY)
    for pupil_id in range(pupils):
        book.put_pupil(pupil_id, county.wishes())
    numbers = count()
    offers = [county.vacancy(next(numbers)) for _ in range(1_000)]

    def enter(vacancy: Vacancy) -> object:
        book.put_vacancy(vacancy)
        return book.pupils_for(vacancy)

    answers = [list(book.pupils_for(offer)) for offer in offers]
    report.figure(
        f"one new vacancy, {pupils:,} pupils, p99",
        p99(enter, offers),
        "ms",
        floor=p99(set, answers),
        goal=at_most(15),
    )


def everybody(report: Report, county: InventedCounty, pupils: int, vacancies: int) -> None:
    """All promising pairs; some pupils' are compared with what going through everything finds."""
    book, offers = filled(county, vacancies)
    wishes = [county.wishes() for _ in range(pupils)]
    size_before = largest_size()
    start = process_time()
    for pupil_id, hers in enumerate(wishes):
        book.put_pupil(pupil_id, hers)
    entering = process_time() - start
    grown = largest_size() - size_before
    sampled = set(range(0, pupils, pupils // SAMPLES))
    found: dict[int, set[int]] = {}
    pairs = 0
    start = process_time()
    for group, piles in book.everyone():
        pairs += len(group) * sum(map(len, piles))
        for pupil_id in sampled.intersection(group):
            found[pupil_id] = {number for pile in piles for number in pile}
    taken = process_time() - start
    for pupil_id in sampled:
        hits = rank(wishes[pupil_id], offers, county.distance, TODAY)
        assert found[pupil_id] == {hit.vacancy.id for hit in hits if hit.promising}
    start = process_time()
    for hers in wishes:
        hash(hers.town)
    floor = process_time() - start
    size = f"{pupils:,} pupils and {vacancies:,} vacancies"
    goal = at_most(10) if pupils >= 1_000_000 else None
    report.figure(f"all {size}", taken, "s", floor=floor, goal=goal)
    report.figure(f"promising pairs of {size}", pairs, "pairs")
    report.figure(f"entering {pupils:,} pupils into the book", entering, "s")
    report.figure(f"memory for {pupils:,} pupils in the book", grown, "MiB")


def filled(county: InventedCounty, vacancies: int) -> tuple[MatchBook, list[Vacancy]]:
    """A book with vacancies."""
    book = MatchBook(county.distance, TODAY)
    offers = [county.vacancy(number) for number in range(vacancies)]
    for offer in offers:
        book.put_vacancy(offer)
    return book, offers


def largest_size() -> float:
    """The most memory this process has had, in MiB (Linux counts in KiB)."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


def p99(work: Callable[[T], object], inputs: Sequence[T]) -> float:
    """The 99th percentile over the inputs, in milliseconds."""
    gc.collect()
    gc.freeze()  # the benchmark's own inputs are no garbage that a real program would search
    taken = sorted(min(times(work, each)) for each in inputs)
    return taken[len(taken) * 99 // 100] * 1_000


def times(work: Callable[[T], object], each: T) -> Iterator[float]:
    """The processor time of the same piece of work, several times, in seconds."""
    for _ in range(ROUNDS):
        start = process_time()
        work(each)
        yield process_time() - start


if __name__ == "__main__":
    sys.exit(main())
