"""What staff can set and ask for: news are their work, so what ends them is said honestly."""

from bot.dialogue.conversation import BACK, HOME
from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.i18n import LANGUAGES, Text, join, label, say, speaking
from bot.services.services import Services
from handlers.everyone import places, staff_privacy


@screen
def settings(turn: Turn, services: Services) -> Screen:
    """The language, and where to read on."""
    quiet = services.unit.house.quiet
    return Screen(
        join(
            [
                say("⚙️ **Einstellungen**"),
                say("Sprache: {language}", language=LANGUAGES[turn.speaker.language]),
                say(
                    "Von {from_} bis {until} Uhr schreibe ich Ihnen nicht.",
                    from_=f"{quiet.start:%H:%M}",
                    until=f"{quiet.end:%H:%M}",
                ),
            ]
        ),
        column(
            *(
                Choice(name, to(speak, code=code), chosen=code == turn.speaker.language)
                for code, name in LANGUAGES.items()
            ),
            Choice(label("🔗 Zweites Gerät"), to(places.overview)),
            _privacy(),
        ),
    )


@action
def speak(turn: Turn, services: Services, *, code: str) -> Screen:
    """Speak this language from this very answer on."""
    services.people.speak(turn.speaker.id, code)
    turn.switch(language=code)
    with speaking(code):
        return settings(turn, services)


@screen
def stop(turn: Turn, services: Services) -> Screen:
    """Alerts cannot be stopped here: somebody waits for an answer."""
    return _answer(
        say("🔔 Ich schreibe Ihnen weiter: Ihre Nachrichten gehören zu Ihren Aufgaben."),
        say(
            "Sind Sie länger weg, oder möchten Sie aufhören? Sagen Sie es dem Kreis: {office}. "
            "Dann übernimmt jemand anderes Ihre Aufgaben.",
            office=services.unit.region.coordinator_office,
        ),
    )


@screen
def delete(turn: Turn, services: Services) -> Screen:
    """Access is ended by the county: open enquiries must not be left alone."""
    return _answer(
        say("🗑 Ihren Zugang kann ich hier nicht löschen. Es ist alles geblieben, wie es war."),
        say(
            "Der Kreis beendet ihn und löscht, was über Sie gespeichert ist: {office}. "
            "Offene Anfragen übernimmt vorher jemand anderes.",
            office=services.unit.region.coordinator_office,
        ),
    )


def _answer(*text: Text) -> Screen:
    choices = column(_privacy(), Choice(label("⬅️ Zurück"), BACK), Choice(label("🏠 Menü"), HOME))
    return Screen(join(list(text), "\n\n"), choices, back=False, menu=False)


def _privacy() -> Choice:
    return Choice(label("🔒 Datenschutz"), to(staff_privacy.show))
