"""Privacy: in short what happens with the data, and everything stored at one tap."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Document, Screen, column, to
from bot.dialogue.turn import Turn
from bot.domain.consent import RETENTION, Thing
from bot.i18n import Span, Text, join, label, say, words
from bot.services.services import Services
from handlers.pupil.forgetting import ask_to_forget
from handlers.pupil.my_wishes import hours_remembered
from handlers.pupil.stored import stored

LONG_PAGE = "/datenschutz"
FILE = "lotse-meine-daten.json"


@screen
def privacy(turn: Turn, services: Services) -> Screen:
    """What, why, how long, who, which rights, and who answers for it."""
    unit = services.unit
    days = RETENTION[Thing.CONVERSATION].age.days
    facts = [
        say("🔒 **Datenschutz**"),
        say(
            "**Was?** Ohne dein Ja speichere ich nichts. "
            "Nach {hours} Stunden vergesse ich deine Antworten.",
            hours=hours_remembered(services),
        ),
        say("**Wozu?** Nur damit du einen Platz findest. Firmen bekommen nichts von mir."),
        say(
            "**Wie lange?** Dein Profil bleibt höchstens {months} Monate. "
            "Eine Anfrage bleibt {days} Tage nach ihrem Ende.",
            months=RETENTION[Thing.PROFILE].months,
            days=days,
        ),
        say(
            "**Wer sieht es?** Nur die Menschen, denen du eine Anfrage schickst. "
            "Vorher siehst du genau, was sie bekommen. "
            "Erlaubst du „Passende Stellen“, sehen sie dein Profil ohne Namen."
        ),
        say(
            "**Deine Rechte:** Du kannst hier alles ansehen, mitnehmen und löschen. "
            "Jedes Ja kannst du zurücknehmen."
        ),
        say(
            "**Verantwortlich:** {county}, {office}.",
            county=unit.region.name,
            office=unit.region.coordinator_office,
        ),
        _long_page(services),
    ]
    return Screen(
        join(facts, "\n\n"),
        column(
            Choice(label("Was ist gespeichert?"), to(stored)),
            Choice(label("📤 Daten mitnehmen"), to(take_along)),
            Choice(label("🗑 Alles löschen"), to(ask_to_forget)),
        ),
    )


@screen
def take_along(turn: Turn, services: Services) -> Screen:
    """Everything as a file, or where files cannot be sent, where to get it."""
    if not turn.capabilities.documents:
        return Screen(
            say("Hier kann ich keine Datei schicken. Öffne den Chat auf der Internetseite.")
        )
    content = services.stored.file(turn.speaker.id)
    return Screen(
        say("📤 Das sind alle deine Daten. Andere Programme können die Datei lesen. "
            "Gib sie nicht weiter."),
        document=Document(FILE, "application/json", content),
        fresh=True,
    )  # fmt: skip


def _long_page(services: Services) -> Text:
    """The way to the long page; only https is a link that messengers open."""
    address = services.unit.house.base_url + LONG_PAGE
    if not address.startswith("https://"):
        return Text()
    return Text((Span(words("Alles ausführlich lesen"), link=address),))
