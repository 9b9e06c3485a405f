"""How old the pupil is: an age band, never a birth date."""

import re
from dataclasses import replace

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, JsonValue, Screen, Shown, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.people import AgeBand
from bot.i18n import join, label, say
from bot.region.german import fold
from bot.services.services import Services
from handlers.everyone.terms import AGE_BANDS
from handlers.pupil.misunderstood import misunderstood
from handlers.pupil.my_wishes import about_of, keep_about

_NUMBER = re.compile(r"\d{1,3}")
_OLDEST = 99
_TEENS = ("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn")


@screen
def ask_age(
    turn: Turn, services: Services, *, then: str, args: dict[str, JsonValue] | None = None
) -> Screen:
    """The question; whoever asks it says through which door it goes on."""
    bands = [
        Choice(label(name), to(take_age, band=band, then=then, args=args or {}))
        for band, name in AGE_BANDS.items()
    ]
    why = say("Das brauche ich, weil für Jüngere andere Regeln gelten.")
    return Screen(
        join([say("Wie alt bist du?"), why]),
        grid(bands),
        answer=to(type_age, then=then, args=args or {}),
    )


def again(then: str, args: dict[str, JsonValue] | None = None) -> Choice:
    """The button for somebody who tapped the wrong age."""
    return Choice(label("✏️ Alter ändern"), to(ask_age, then=then, args=args or {}))


@action
def take_age(
    turn: Turn, services: Services, *, band: str, then: str, args: dict[str, JsonValue]
) -> Door:
    """Remember the band and go on. Where that would delete something, ask first."""
    about = replace(about_of(turn, services), age_band=AgeBand(band))
    if about.age_band is AgeBand.UNDER_14 and services.consents.given_by([turn.speaker.id]):
        return to(ask_if_younger, then=then, args=args)
    keep_about(turn, services, about)
    return Door(then, args)


@screen
def ask_if_younger(
    turn: Turn, services: Services, *, then: str, args: dict[str, JsonValue]
) -> Screen:
    """A slip of the thumb must not cost a talk or a profile."""
    return Screen(
        say(
            "Bist du jünger als 14? Dann darf ich nichts über dich speichern. "
            "Ich lösche dein Profil, deine Anfragen und deine Zusagen für Messen."
        ),
        column(
            Choice(label("🗑️ Ja, unter 14"), to(am_younger, then=then, args=args)),
            Choice(label("Nein, ich bin älter"), to(ask_age, then=then, args=args)),
        ),
    )


@action
def am_younger(turn: Turn, services: Services, *, then: str, args: dict[str, JsonValue]) -> Door:
    """All that was agreed to ends."""
    about = replace(about_of(turn, services), age_band=AgeBand.UNDER_14)
    keep_about(turn, services, about)
    return Door(then, args)


@action
def type_age(
    turn: Turn, services: Services, *, said: str, then: str, args: dict[str, JsonValue]
) -> Shown:
    """An age in years becomes its band; the years are not kept."""
    years = _years(said)
    if not 0 < years <= _OLDEST:
        hint = say("Schreib zum Beispiel: 15. Oder tippe auf einen Knopf.")
        shown = ask_age(turn, services, then=then, args=args)
        return turn.puzzle(misunderstood(said, None, hint, shown))
    return take_age(turn, services, band=band_of(years), then=then, args=args)


def _years(said: str) -> int:
    """The age in a text, 0 if there is none."""
    if number := _NUMBER.search(said):
        return int(number[0])
    words = fold(said).split()
    return next((13 + n for n, word in enumerate(_TEENS) if fold(word) in words), 0)


def band_of(years: int) -> AgeBand:
    """The band of an age in years."""
    if years < 14:
        return AgeBand.UNDER_14
    if years < 16:
        return AgeBand.FROM_14
    return AgeBand.FROM_16 if years < 18 else AgeBand.ADULT
