"""The page's own few words, in the reader's language, and the direction they are written in."""

from babel import Locale, UnknownLocaleError
from fastapi import Request

from bot.i18n import offered, speaking, words

LANG, LONGEST = "lang", 35


def direction(language: str) -> str:
    """How the language is written: "rtl" for Arabic, Persian and the like, else "ltr"."""
    try:
        plain = language.partition("@")[0].replace("-", "_")
        return str(Locale.parse(plain).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def asked_for(request: Request, *, demo: bool = False) -> str:
    """The language that a browser asks for first, empty for none; whatever it sends.

    In the demo it is the one chosen with ``?lang=``, else German: visitors come to see the
    original, whatever their browser speaks.
    """
    if demo:
        return (request.query_params.get(LANG) or request.cookies.get(LANG) or "de")[:LONGEST]
    first = request.headers.get("accept-language", "").split(",")[0].split(";")[0]
    return first.strip()[:LONGEST]


def reader(request: Request, *, demo: bool = False) -> str:
    """The offered language that a browser asks for first; German if it asks for none."""
    return offered(asked_for(request, demo=demo) or "de")


def page_speech(language: str, *, staff: bool) -> dict[str, str]:
    """Everything that the page itself says, by the names that template and script use.

    ``lang`` is what browsers and screen readers know a language by: "de" for "de@simple".
    """
    known = {"language": language, "lang": language.partition("@")[0]}
    with speaking(offered(language)):
        return {**known, "direction": direction(language), **_both(), **_one(staff)}


def _both() -> dict[str, str]:
    return {
        "log": words("Nachrichten"),
        "send": words("Senden"),
        "skip": words("Zum Textfeld springen"),
        "more": words("Mehr"),
        "close": words("Schließen"),
        "reply": words("Antworten"),
        "replying": words("Antwort auf:"),
        "unquote": words("Doch nicht antworten"),
        "me": words("Ich"),
        "bot": words("Lotse"),
        "choices": words("Auswahl"),
        "file": words("Datei herunterladen"),
        "new": words("Neu"),
        "down": words("Neue Nachrichten"),
        "withdrawn": words("Diese Nachricht wurde zurückgezogen."),
        "waiting": words("wartet"),
        "sent": words("gesendet"),
        "unsent": words("nicht gesendet"),
        "connecting": words("verbinde …"),
        "connected": words("verbunden"),
        "cut": words("getrennt, neuer Versuch läuft"),
        "privacy": words("Datenschutz"),
        "print": words("Drucken"),
        "copylink": words("Link kopieren"),
        "copied": words("Kopiert"),
        "again": words("Neu anfangen"),
        "script": words("Bitte JavaScript einschalten: Dann beginnt der Chat."),
        "window": words("In neuem Fenster öffnen"),
    }


def _one(staff: bool) -> dict[str, str]:
    """What differs between "du" and "Sie"."""
    return _to_staff() if staff else _to_pupil()


def _to_pupil() -> dict[str, str]:
    return {
        "field": words("Deine Nachricht"),
        "placeholder": words("Schreib deine Antwort …"),
        "otherwise": words("Oder schreib hier …"),
        "menu": words("Dein Chat"),
        "comeback": words(
            "Mit diesem Link kommst du zurück in deinen Chat, auch auf einem anderen Handy. "
            "Gib ihn nicht weiter."
        ),
        "elsewhere": words("Mich gibt es auch in einem Messenger:"),
        "joining": words("So gehören beide Chats zusammen: Schreib hier „verbinden“."),
        "qr": words("QR-Code mit deinem Link"),
        "leave": words("Chat hier beenden"),
        "leaving": words("Ohne deinen Link kommst du auf diesem Gerät nicht mehr zurück."),
        "left": words("Der Chat ist auf diesem Gerät beendet. Mit deinem Link kommst du zurück."),
        "gone": words("Diesen Chat gibt es nicht mehr. Du kannst neu anfangen."),
        "cookies": words(
            "Dein Browser lässt den Chat hier nicht zu. Öffne ihn in einem eigenen Fenster."
        ),
        "toolong": words("Das ist zu lang. Schreib es bitte kürzer."),
        "refused": words("Das hat nicht geklappt. Lade die Seite neu und schreib es noch einmal."),
    }


def _to_staff() -> dict[str, str]:
    return {
        "field": words("Ihre Nachricht"),
        "placeholder": words("Nachricht schreiben …"),
        "otherwise": words("Oder hier schreiben …"),
        "menu": words("Ihr Chat"),
        "leave": words("Chat hier beenden"),
        "leaving": words("Danach brauchen Sie einen neuen Link vom Kreis."),
        "left": words("Der Chat ist auf diesem Gerät beendet."),
        "gone": words("Dieser Zugang gilt nicht mehr. Bitten Sie den Kreis um einen neuen Link."),
        "cookies": words(
            "Ihr Browser lässt den Chat hier nicht zu. Öffnen Sie ihn in einem eigenen Fenster."
        ),
        "toolong": words("Das ist zu lang. Bitte schreiben Sie es kürzer."),
        "refused": words(
            "Das hat nicht geklappt. Laden Sie die Seite neu und schreiben Sie es noch einmal."
        ),
    }
