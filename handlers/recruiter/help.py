"""How to work with the program, on one screen."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Screen
from bot.dialogue.turn import Turn
from bot.i18n import join, say
from bot.services.services import Services


@screen
def show(turn: Turn, services: Services) -> Screen:
    """The few things that one must know."""
    return Screen(
        join(
            [
                say("**So geht es:**"),
                say("🔔 Neue Anfrage: Karte öffnen, dann „Übernehmen“ oder gleich „Antworten“."),
                say(
                    "💬 Schreiben: Antworten Sie auf die Karte oder eine Nachricht (zitieren). "
                    "Oder tippen Sie auf „Antworten“. Das geht auch Wochen später."
                ),
                say("✋ Text ohne Zitat geht an niemanden."),
                say(
                    "✓✓ Unter Ihrer Nachricht steht, was aus ihr wurde. "
                    "Von {from_} bis {until} Uhr bleibt alles still, außer im laufenden Gespräch.",
                    from_=f"{services.unit.house.quiet.start:%H:%M}",
                    until=f"{services.unit.house.quiet.end:%H:%M}",
                ),
                say("✅ Am Ende: „Abschließen“ mit dem, was daraus wurde."),
                say("➕ /stelle trägt eine Stelle ein. Mit „Besetzt“ wissen alle Bescheid."),
                say(
                    "✨ Treffer: „Anschreiben“ fragt jemanden, dessen Namen Sie noch nicht kennen."
                ),
                say("📋 /heute zeigt, was wartet."),
                say("Sprache und zweites Gerät: /einstellungen · Datenschutz: /datenschutz"),
            ],
            "\n",
        )
    )
