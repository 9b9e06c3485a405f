"""What may be kept about a pupil, what each consent covers, and when things go.

The wording of a consent lives where it is shown; here is what it means. Source: GDPR Art. 5, 6
and 8 as the product reads them (a county's data-protection officer confirms).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.domain.people import AgeBand


class Purpose(StrEnum):
    """What a pupil may agree to, and withdraw, each alone."""

    PROFILE = "profile"  # keep my answers
    ENQUIRY = "enquiry"  # this recruiter sees exactly these facts and may write to me about it
    MATCHES = "matches"  # recruiters may write to me when something fits; first by pseudonym
    FAIRS = "fairs"  # news and reminders of fairs


class Fact(StrEnum):
    """What can be known about a pupil.

    Marks, birth date, address, nationality, health and religion are not on the list.
    """

    PSEUDONYM = "pseudonym"
    NICKNAME = "nickname"
    AGE_BAND = "age_band"
    GRADE = "grade"
    TOWN = "town"
    LANGUAGE = "language"
    INTERESTS = "interests"
    CERTIFICATE = "certificate"
    START = "start"
    KINDS = "kinds"
    RADIUS = "radius"
    TRANSPORT = "transport"
    STRENGTHS = "strengths"
    NO_GOS = "no_gos"
    TIMES = "times"
    VACANCY = "vacancy"
    MESSAGES = "messages"
    SIGN_UPS = "sign_ups"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One version of a consent: the facts that the pupil reads, in the order of reading."""

    purpose: Purpose
    version: int
    facts: tuple[Fact, ...]


_PROFILE = (
    Fact.INTERESTS, Fact.TOWN, Fact.CERTIFICATE, Fact.START, Fact.KINDS, Fact.RADIUS,
    Fact.TRANSPORT, Fact.STRENGTHS, Fact.NO_GOS, Fact.TIMES, Fact.GRADE, Fact.AGE_BAND,
    Fact.LANGUAGE,
)  # fmt: skip
_CARD = (
    Fact.PSEUDONYM, Fact.NICKNAME, Fact.GRADE, Fact.AGE_BAND, Fact.TOWN, Fact.CERTIFICATE,
    Fact.START, Fact.LANGUAGE, Fact.INTERESTS, Fact.VACANCY, Fact.TIMES, Fact.MESSAGES,
)  # fmt: skip
_WITHOUT_NAME = (
    Fact.PSEUDONYM, Fact.GRADE, Fact.AGE_BAND, Fact.TOWN, Fact.CERTIFICATE, Fact.START,
    Fact.LANGUAGE, Fact.INTERESTS, Fact.KINDS,
)  # fmt: skip

TEXTS = (
    ConsentText(Purpose.PROFILE, 1, _PROFILE),
    ConsentText(Purpose.ENQUIRY, 1, _CARD),
    ConsentText(Purpose.MATCHES, 1, _WITHOUT_NAME),
    ConsentText(Purpose.FAIRS, 1, (Fact.TOWN, Fact.GRADE, Fact.SIGN_UPS)),
)
"""Every version ever shown. A changed set of facts is a new line with the next number."""


def current(purpose: Purpose) -> ConsentText:
    """The version that is shown now."""
    return max((text for text in TEXTS if text.purpose is purpose), key=lambda text: text.version)


def may_store(band: AgeBand | None) -> bool:
    """Whether anything may be kept. Not under 14, and not before the age band is known."""
    return band is not None and band is not AgeBand.UNDER_14


class Thing(StrEnum):
    """What is kept and therefore has an end."""

    UNFINISHED_START = "unfinished_start"
    PROFILE = "profile"
    CONVERSATION = "conversation"
    FAIR_SIGN_UP = "fair_sign_up"
    AUDIT = "audit"


class Since(StrEnum):
    """What the age of a thing is counted from."""

    LAST_TAP = "last_tap"
    LAST_ACTIVITY = "last_activity"
    CLOSING = "closing"
    END_OF_FAIR = "end_of_fair"
    ENTRY = "entry"


class Action(StrEnum):
    """What is done at the end. Nothing is only hidden."""

    FORGET_ANSWERS = "forget_answers"  # the conversation's state; the bare person may stay
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a thing is kept, counted from what, and what happens then."""

    thing: Thing
    age: timedelta
    since: Since
    action: Action

    @property
    def months(self) -> int:
        """The age in months, for people: 365 days are 12."""
        return round(self.age / timedelta(days=365) * 12)


YEAR = timedelta(days=365)

RETENTION: Mapping[Thing, Retention] = MappingProxyType(
    {
        thing: Retention(thing, age, since, action)
        for thing, age, since, action in (
            (
                Thing.UNFINISHED_START,
                timedelta(hours=48),
                Since.LAST_TAP,
                Action.FORGET_ANSWERS,
            ),
            (Thing.PROFILE, YEAR, Since.LAST_ACTIVITY, Action.DELETE),
            (Thing.CONVERSATION, timedelta(days=90), Since.CLOSING, Action.DELETE),
            (Thing.FAIR_SIGN_UP, timedelta(days=30), Since.END_OF_FAIR, Action.DELETE),
            (Thing.AUDIT, YEAR, Since.ENTRY, Action.DELETE),
        )
    }
)
"""The defaults; a county may set other ages. A profile may end sooner: ``profile_ends``."""


def profile_ends(
    last_activity: date, target_year: int | None, age: timedelta = RETENTION[Thing.PROFILE].age
) -> date:
    """The day on which a profile is deleted: after ``age``, or on 30 September of the target year.

    The training year ends then, and with it the purpose. Who is still looking later (the late
    placement of autumn) has shown it by being active, and keeps the profile for ``age``.
    """
    by_age = last_activity + age
    if target_year is None:
        return by_age
    end_of_search = date(target_year, 9, 30)
    return min(by_age, end_of_search) if last_activity <= end_of_search else by_age
