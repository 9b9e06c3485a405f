"""News about the bots themselves: one cannot work, or works again."""

from bot.dialogue.marks import notice
from bot.dialogue.screen import Screen
from bot.i18n import join, later, say, words
from bot.services.services import Services
from bot.services.unit import Reader

_NAMES = {
    "telegram": later("Der Telegram-Bot für Jugendliche"),
    "telegram_staff": later("Der Telegram-Bot für das Team"),
}
_TROUBLES = {
    "token": later(
        "Telegram nimmt seinen Schlüssel nicht mehr an. Bitte rufen Sie an, wer Lotse betreibt: "
        "Bei BotFather gibt es einen neuen Schlüssel (Token). Er gehört in die Datei .env."
    ),
    "conflict": later(
        "Ein zweites Programm holt seine Nachrichten ab. Bitte rufen Sie an, wer Lotse betreibt: "
        "Das zweite Programm muss aus, dann startet Lotse neu."
    ),
    "stuck": later(
        "Seit einigen Minuten geht nichts hinaus. Bitte rufen Sie an, wer Lotse betreibt: "
        "Im Protokoll steht, ob Telegram zu erreichen ist."
    ),
}


@notice("bot_trouble")
def in_trouble(reader: Reader, services: Services, *, bot: str, trouble: str) -> Screen:
    """The warning, with what to do."""
    head = say("⚠️ **{bot} steht still.**", bot=words(_NAMES[bot]))
    calm = say("Nichts geht verloren: Nachrichten warten, bis er wieder arbeitet.")
    return Screen(join([head, say(_TROUBLES[trouble]), calm], "\n\n"))


@notice("bot_well")
def well_again(reader: Reader, services: Services, *, bot: str) -> Screen:
    """The all-clear."""
    head = say("✅ {bot} arbeitet wieder.", bot=words(_NAMES[bot]))
    return Screen(head + " " + say("Was gewartet hat, geht jetzt hinaus. Sie müssen nichts tun."))
