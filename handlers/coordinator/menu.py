"""The menu of coordinators, and help."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.i18n import join, label, say
from bot.services.services import Services
from handlers.coordinator import announce, fairs


@screen
def menu(turn: Turn, services: Services) -> Screen:
    """What can be done here."""
    return Screen(
        say("Was möchten Sie tun?"),
        column(
            Choice(label("🎪 Messen"), to(fairs.overview)),
            Choice(label("📣 Ankündigen"), to(announce.choose)),
            Choice(label("❓ Hilfe"), to(helping)),
        ),
        back=False,
        menu=False,
    )


@screen
def helping(turn: Turn, services: Services) -> Screen:
    """What coordinators do here, in a few lines."""
    text = join(
        [
            say("**Messen**: eine Messe eintragen, ändern, verschieben oder absagen."),
            say(
                "Wer zugesagt hat, wird eine Woche vorher und am Tag vorher erinnert. Wenn Sie "
                "eine Messe verschieben oder absagen, bekommen alle Angemeldeten eine Nachricht."
            ),
            say(
                "**Ankündigen**: Die Nachricht geht an alle, die Messe-Infos möchten. Sie sehen "
                "vorher den Text und die Zahl und können die Nachricht an sich selbst testen."
            ),
            say("Befehle: /messen, /rundruf, /menü, /hilfe, /zurück, /abbrechen"),
            say("Sprache und zweites Gerät: /einstellungen · Datenschutz: /datenschutz"),
        ],
        "\n\n",
    )
    return Screen(text)
