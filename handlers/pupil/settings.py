"""Settings: the language, what to write about, and a pause."""

from datetime import timedelta

from bot.dialogue.conversation import BACK
from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Screen, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.consent import Purpose
from bot.i18n import LANGUAGES, join, label, say, short_day, speaking, words
from bot.services.services import Services
from handlers.everyone import places
from handlers.pupil import fair_answer, fair_news, keeping, siblings
from handlers.pupil.doors import PRIVACY
from handlers.pupil.stop import start_again, stop

WEEKS = (1, 2, 4)


@screen
def settings(turn: Turn, services: Services) -> Screen:
    """How it is set now, and what can be changed."""
    stopped = services.people.has_stopped(turn.speaker.id)
    news = (
        Choice(label("🔔 Wieder an"), to(start_again))
        if stopped
        else Choice(label("🔕 Stopp"), to(stop))
    )
    return Screen(
        join(
            [
                say("⚙️ **Einstellungen**"),
                say("Sprache: {language}", language=LANGUAGES[turn.speaker.language]),
                say("Nachrichten: {state}", state=_news(turn, services, stopped=stopped)),
            ]
        ),
        grid(
            [
                Choice(label("🌍 Sprache"), to(language)),
                Choice(label("🔔 Themen"), to(topics)),
                Choice(label("⏸️ Pause"), to(pause)),
                news,
                Choice(label("🔗 Zweites Gerät"), to(places.overview)),
                Choice(
                    label("👥 Wer bist du?") if turn.speaker.called else label("👥 Handy teilen"),
                    to(siblings.who),
                ),
                Choice(label("🔒 Datenschutz"), PRIVACY),
            ]
        ),
    )


@screen
def language(turn: Turn, services: Services) -> Screen:
    """The languages by their own names."""
    present = turn.speaker.language
    return Screen(
        say("🌍 Welche Sprache möchtest du?"),
        column(
            *(
                Choice(name, to(speak, code=code), chosen=code == present)
                for code, name in LANGUAGES.items()
            )
        ),
    )


@action
def speak(turn: Turn, services: Services, *, code: str) -> Screen:
    """Speak this language from this very answer on."""
    services.people.speak(turn.speaker.id, code)
    turn.switch(language=code)
    with speaking(code):
        return Screen(
            say("✅ Ab jetzt sprechen wir {language}.", language=LANGUAGES[code]),
            column(Choice(label("▶️ Weiter"), BACK), Choice(label("🌍 Sprache"), to(language))),
            back=False,
            here=to(language),
        )


@screen
def topics(turn: Turn, services: Services) -> Screen:
    """What the pupil wants news about; each is a consent of its own."""
    given = services.consents.given_by([turn.speaker.id]).get(turn.speaker.id, frozenset())
    matches, fairs = Purpose.MATCHES in given, Purpose.FAIRS in given
    return Screen(
        join(
            [
                say("🔔 **Worüber soll ich dir schreiben?**"),
                say("Passende Stellen: {state}", state=_on_or_off(matches)),
                say("Messen: {state}", state=_on_or_off(fairs)),
                say("Tippe an, was du ändern willst. Antworten auf deine Fragen kommen immer."),
            ]
        ),
        column(
            Choice(
                label("💼 Passende Stellen"),
                to(end_matches) if matches else to(keeping.offer, then=to(topics).name),
                chosen=matches,
            ),
            Choice(
                label("🎪 Messen"),
                to(fair_news.stop) if fairs else to(fair_answer.want_news),
                chosen=fairs,
            ),
        ),
    )


@action
def end_matches(turn: Turn, services: Services) -> Screen:
    """The consent "matches" is withdrawn; the profile stays."""
    services.privacy.end_matches(turn.speaker.id)
    return topics(turn, services).below(
        say("🔕 Wegen passender Stellen schreibt dir niemand mehr.")
    )


@screen
def pause(turn: Turn, services: Services) -> Screen:
    """For how long, or the end of it."""
    until = _paused_until(turn, services)
    choices = [
        Choice(label("1 Woche") if weeks == 1 else label("{n} Wochen", n=weeks),
               to(rest, weeks=weeks))
        for weeks in WEEKS
    ]  # fmt: skip
    if until:
        choices.append(Choice(label("▶️ Pause beenden"), to(rest, weeks=0)))
    text = (
        say("⏸️ Du hast Pause bis {day}. Willst du das ändern?", day=until)
        if until
        else say("⏸️ Wie lange soll ich dir nicht schreiben?")
    )
    return Screen(text, column(*choices))


@action
def rest(turn: Turn, services: Services, *, weeks: int) -> Screen:
    """Hold back news for these weeks; 0 ends the pause."""
    until = turn.now + timedelta(weeks=weeks) if weeks else None
    services.people.pause(turn.speaker.id, until)
    note = (
        say("⏸️ Pause bis {day}. Antworten an dich und passende Stellen hebe ich auf. "
            "Neue Messen siehst du unter „Messen“.",
            day=_paused_until(turn, services))
        if weeks
        else say("▶️ Die Pause ist zu Ende. Ich schreibe dir wieder.")
    )  # fmt: skip
    return settings(turn, services).below(note)


def _news(turn: Turn, services: Services, *, stopped: bool) -> str:
    if stopped:
        return words("gestoppt")
    until = _paused_until(turn, services)
    return words("Pause bis {day}", day=until) if until else words("an")


def _paused_until(turn: Turn, services: Services) -> str:
    """The local day on which the pause ends, empty without one."""
    until = services.people.paused_until(turn.speaker.id)
    if until is None:
        return ""
    return short_day(until.astimezone(services.unit.region.zone).date())


def _on_or_off(on: bool) -> str:
    return words("an") if on else words("aus")
