"""What the pupil likes to do: concrete activities, or own words."""

from dataclasses import replace

from bot.domain.wishes import Wishes
from bot.i18n import Text, later, say, words
from bot.region.model import Occupation
from handlers.pupil.question import BETWEEN, Asking, Heard, Option, Question

_JOB = "job:"
_MOST_JOBS = 5


class Activities(Question):
    """Fields of work by their activities; occupations only come in by own words."""

    key = "activities"
    title = later("Das mag ich")
    hint = later("Schreib zum Beispiel: „Ich koche gern.“ Oder tippe an, was du magst.")
    most = 3
    optional = False

    def ask(self, asking: Asking) -> Text:
        """The question."""
        return say("Was machst du gern? Wähle bis zu 3. Oder schreib es mir.")

    def options(self, asking: Asking) -> list[Option]:
        """All fields: the one list that is longer than ten."""
        return [
            Option(field.code, f"{field.emoji} {words(field.activity)}")
            for field in asking.region.fields
        ]

    def understand(self, asking: Asking, said: str) -> Heard:
        """Fields and occupations in the pupil's own words."""
        found = asking.finder.interests(said)
        jobs = [f"{_JOB}{slug}" for slug in found.occupations]
        return Heard((*found.fields, *jobs))

    def toggled(self, asking: Asking, chosen: tuple[str, ...], code: str) -> tuple[str, ...]:
        """An occupation goes with its field: there is no other way to take it back."""
        rest = super().toggled(asking, chosen, code)
        return tuple(
            each
            for each in rest
            if not (code in chosen and each.startswith(_JOB) and _job(asking, each).field == code)
        )

    def is_full(self, chosen: tuple[str, ...]) -> bool:
        """Only fields count."""
        return sum(not code.startswith(_JOB) for code in chosen) > self.most

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """Fields, then occupations."""
        return (*wishes.fields, *(f"{_JOB}{slug}" for slug in wishes.occupations))

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into fields and occupations."""
        jobs = [code.removeprefix(_JOB) for code in codes if code.startswith(_JOB)]
        fields = [code for code in codes if not code.startswith(_JOB)]
        return replace(wishes, fields=tuple(fields), occupations=tuple(jobs[:_MOST_JOBS]))

    def show(self, asking: Asking) -> str:
        """Activities and the names of occupations."""
        activities = [words(asking.region.field(code).activity) for code in asking.wishes.fields]
        jobs = [_job(asking, slug).short_name for slug in asking.wishes.occupations]
        return BETWEEN.join(activities + jobs)


def _job(asking: Asking, code: str) -> Occupation:
    return asking.region.occupation(code.removeprefix(_JOB))
