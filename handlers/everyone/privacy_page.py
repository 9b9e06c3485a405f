"""The long privacy page: what the law asks to be told (Art. 13 GDPR), in plain words."""

from dataclasses import dataclass

from bot.domain.consent import RETENTION, Thing
from bot.i18n import Text, join, say
from bot.services.retention import MESSAGE_DAYS


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs; blank lines divide them."""

    heading: Text
    body: Text


def sections(*, county: str, office: str, unfinished_hours: int) -> list[Section]:
    """The page for a county and its coordinating office."""
    return [
        Section(
            say("Wer ist verantwortlich?"),
            say(
                "Verantwortlich ist: {county}, {office}. Dort kannst du alles fragen, was mit "
                "deinen Daten zu tun hat. Dort erreichst du auch die Datenschutzbeauftragten.",
                county=county,
                office=office,
            ),
        ),
        Section(
            say("Was passiert, bevor ich zustimme?"),
            say(
                "Lotse ist ein Programm, kein Mensch. Deine Antworten bleiben zuerst nur in "
                "diesem Gespräch. Sie sind verschlüsselt. {hours} Stunden nach deiner letzten "
                "Nachricht sind sie weg.\n\nUnter 14 Jahren speichert Lotse nichts. Du kannst "
                "trotzdem Stellen und Messen ansehen.",
                hours=unfinished_hours,
            ),
        ),
        Section(say("Was wird gespeichert, wenn ich zustimme?"), _kept()),
        Section(say("Was wird nie gespeichert?"), _never_kept()),
        Section(
            say("Wer sieht meine Angaben?"),
            say(
                "Nur die Ausbildungsakquisiteurinnen und Ausbildungsakquisiteure, denen du eine "
                "Anfrage schickst, und wer sie vertritt. Sie arbeiten bei deiner Stadt oder beim "
                "Kreis. Erlaubst du „Passende Stellen“, sehen sie dein Profil ohne deinen Namen. "
                "Auf dieser Seite lädt nichts von anderen Anbietern."
            ),
        ),
        Section(
            say("Wie wird ausgewählt?"),
            say(
                "Stellen werden nach festen Punkten sortiert: Interesse, Ort, Beginn und "
                "Bedingungen. Die Punkte sind veröffentlicht. Name, Sprache, Schule und Alter "
                "zählen nie. Es gibt keine künstliche Intelligenz, die über dich entscheidet."
            ),
        ),
        Section(
            say("Welche Rechte habe ich?"),
            say(
                "Du kannst im Chat alles ansehen, mitnehmen, ändern und löschen: /datenschutz. "
                "/loeschen löscht sofort alles. /stop beendet alle Nachrichten. Jede Zustimmung "
                "kannst du einzeln zurücknehmen.\n\nDu darfst dich beschweren: bei der "
                "Landesbeauftragten für Datenschutz und Informationsfreiheit Nordrhein-Westfalen."
            ),
        ),
    ]


def _kept() -> Text:
    """Purpose by purpose, with its end."""
    return join(
        [
            say(
                "Du stimmst jedem Zweck einzeln zu. Die Rechtsgrundlage ist deine Einwilligung "
                "(Art. 6 Abs. 1 a DSGVO)."
            ),
            say(
                "**Profil:** was du gern machst, dein Ort, dein Abschluss, wann du anfangen "
                "willst, dein ungefähres Alter, deine Klasse und was du freiwillig dazu sagst. "
                "Es bleibt höchstens {months} Monate nach deiner letzten Nachricht. Ist "
                "deine Suche vorbei, geht es früher.",
                months=RETENTION[Thing.PROFILE].months,
            ),
            say(
                "**Anfrage:** genau die Angaben, die du vor dem Abschicken siehst, und eure "
                "Nachrichten. Sie bleiben bis {days} Tage nach dem Ende.",
                days=RETENTION[Thing.CONVERSATION].age.days,
            ),
            say(
                "**Passende Stellen:** Ein Mensch vom Kreis oder von deiner Stadt darf dir "
                "schreiben, wenn etwas passt. Er sieht vorher nur einen Decknamen."
            ),
            say(
                "**Messen:** deine Antworten und die Erinnerungen. Sie bleiben bis {days} Tage "
                "nach der Messe.",
                days=RETENTION[Thing.FAIR_SIGN_UP].age.days,
            ),
            say(
                "**Geteiltes Handy, zweiter Chat:** die Namen, mit denen ihr wechselt, und welche "
                "Chats zusammengehören. Die Namen sieht nur, wer diesen Chat öffnet."
            ),
            say("Was Lotse dir schreibt, bleibt {days} Tage.", days=MESSAGE_DAYS.days),
        ],
        "\n\n",
    )


def _never_kept() -> Text:
    return join(
        [
            say(
                "Noten, Geburtsdatum, Adresse, Staatsangehörigkeit, Gesundheit und Religion fragt "
                "Lotse nie. Firmen bekommen von Lotse keine Daten über dich."
            ),
            say(
                "Klingt eine Nachricht nach großer Not? Dann zeigt Lotse sofort, wer hilft. Die "
                "Nachricht wird nicht gespeichert und niemandem gezeigt. Gezählt wird nur, dass "
                "es passiert ist, nicht bei wem."
            ),
        ],
        "\n\n",
    )
