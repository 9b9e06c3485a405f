"""Help: what the program can do, and which words always work."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.i18n import join, label, say
from bot.services.services import Services
from handlers.everyone.messenger import other_ways
from handlers.pupil.doors import HUMAN
from handlers.pupil.results import results


@screen
def helping(turn: Turn, services: Services) -> Screen:
    """What can be done, in a few lines."""
    return Screen(
        join(
            [
                say("❓ **Hilfe**"),
                say("Ich suche mit dir Ausbildungsplätze und Praktika. Ich bin ein Programm."),
                say("Tippe auf einen Knopf. Du kannst auch die Nummer des Knopfs schreiben."),
                say("Diese Wörter gehen immer:"),
                join(
                    [
                        say("**Menü** – zeigt alles, was ich kann"),
                        say("**Zurück** – einen Schritt zurück"),
                        say("**Mensch** – ein Mensch hilft dir"),
                        say("**Stopp** – keine Nachrichten mehr"),
                        say("**Löschen** – alles über dich ist weg"),
                    ]
                ),
                other_ways(turn, services),
            ],
            "\n\n",
        ),
        column(
            Choice(label("🔎 Stellen ansehen"), to(results)),
            Choice(label("💬 Mit Mensch reden"), HUMAN),
        ),
    )
