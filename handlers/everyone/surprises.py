"""What every role may meet on any screen: unread content, things gone, mishaps."""

from bot.dialogue.event import Content
from bot.dialogue.screen import Present, Screen
from bot.dialogue.turn import Turn
from bot.domain.errors import LotseError, Outdated
from bot.i18n import later, say
from bot.services.services import Services

_UNREAD: dict[str, str] = {
    Content.VOICE: later("🎤 Sprachnachrichten kann ich nicht hören. Ich gebe sie nicht weiter."),
    Content.PHOTO: later("🖼️ Bilder kann ich nicht ansehen. Ich habe das Bild nicht gespeichert."),
    Content.STICKER: later("😊 Sticker sind schön. Verstehen kann ich sie leider nicht."),
    Content.DOCUMENT: later(
        "📄 Dateien nehme ich hier nicht an. Ich habe die Datei nicht gespeichert."
    ),
    Content.CONTACT: later("👤 Kontakte brauche ich nicht. Ich habe nichts gespeichert."),
    Content.LOCATION: later("📍 Einen Standort brauche ich nicht. Der Ort reicht mir."),
    "long": later("📏 Das ist zu lang für mich: Ich lese höchstens 4.000 Zeichen."),
}


def unreadable(turn: Turn, services: Services, *, content: str) -> Present:
    """Voices, photos, stickers, very long texts: a friendly line, nothing lost."""
    hint = (
        say("Es ging an niemanden. Bitte schreiben Sie einen Text, oder nutzen Sie die Knöpfe.")
        if turn.speaker.role.is_staff
        else say("Schreib mir bitte kurz, was du möchtest. Oder tippe auf einen Knopf.")
    )
    return Present(say(_UNREAD.get(content, _UNREAD["long"])) + "\n" + hint)


def edited(turn: Turn, services: Services, *, said: str, edited: str) -> Present:
    """An own message was changed afterwards: what it said has been answered already."""
    return Present(
        say("Geänderte Nachrichten lese ich kein zweites Mal. Bitte schreiben Sie es mir neu.")
        if turn.speaker.role.is_staff
        else say("Geänderte Nachrichten lese ich kein zweites Mal. Schreib es mir bitte neu.")
    )


def lost(turn: Turn, services: Services, *, failure: LotseError) -> Present:
    """The thing is gone, has changed meanwhile, or belongs to somebody else."""
    text = (
        say("Das hat sich inzwischen geändert. Hier ist der neue Stand.")
        if isinstance(failure, Outdated)
        else say("Das gibt es nicht mehr. Hier geht es weiter:")
    )
    return Present(text)


def apology(turn: Turn, *, reference: int) -> Screen:
    """An event could not be handled three times; the reference leads the operator to the log."""
    text = (
        say(
            "😕 Das hat leider nicht geklappt. Das lag an mir, nicht an Ihnen. "
            "Bitte versuchen Sie es später noch einmal. Nummer für Rückfragen: {reference}",
            reference=reference,
        )
        if turn.speaker.role.is_staff
        else say(
            "😕 Das hat leider nicht geklappt. Das lag an mir, nicht an dir. "
            "Bitte versuch es später noch einmal. Nummer für Rückfragen: {reference}",
            reference=reference,
        )
    )
    return Screen(text, menu=False)
