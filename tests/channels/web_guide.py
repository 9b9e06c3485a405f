"""A short conversation for the page's tests: a greeting, toggles, a town, a list of results.

Like the real engine it edits the screen in place, gives each screen new tokens, and answers an
old token with the present screen, fresh.
"""

from dataclasses import dataclass, field

from bot.dialogue.event import Event, EventKind
from bot.dialogue.screen import Button, Document, Message
from bot.i18n import Span, Text, join, say
from tests.channels.web_fakes import Office

ACTIVITIES = (
    "🔧 Schrauben",
    "🪵 Holz bearbeiten",
    "💻 Am PC arbeiten",
    "👵 Menschen helfen",
    "🍳 Kochen, backen",
    "🎨 Gestalten",
    "🚜 Draußen arbeiten",
    "📦 Lager, Transport",
)
CALENDAR = Document("Messe Büren.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


@dataclass(slots=True)
class Place:
    """Where one chat stands."""

    step: str = "hello"
    screen: int = 0
    message: int = 0
    labels: list[str] = field(default_factory=list)
    chosen: set[str] = field(default_factory=set)


class Guide:
    """Answers every event of every chat."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self.stale = 0

    def __call__(self, office: Office, event: Event) -> None:
        place = self.places.setdefault(event.address, Place())
        if event.kind is EventKind.TAPPED:
            self._tapped(office, event, place)
        elif event.kind is EventKind.JOINED:
            place.step = "hello"
            self._show(office, event.address, place, fresh=True)
        else:
            self._said(office, event, place)

    def _tapped(self, office: Office, event: Event, place: Place) -> None:
        _, screen, at = event.choice.split(".")
        if int(screen) != place.screen:
            self.stale += 1
            self._show(office, event.address, place, fresh=True)
            return
        label = place.labels[int(at)]
        if label in ACTIVITIES:
            place.chosen ^= {label}
        elif label == "Los geht's":
            place.step = "interests"
        elif label == "Weiter":
            place.step = "town"
        self._show(office, event.address, place)

    def _said(self, office: Office, event: Event, place: Place) -> None:
        if place.step == "town":
            place.step = "results"
            office.post(
                event.address, Message(say("Gut gemacht! 🎉 Ich habe **3 Stellen** für dich."))
            )
            self._show(office, event.address, place, fresh=True)
        else:
            office.post(event.address, Message(say("Du sagst: {words}", words=event.text)))

    def _show(self, office: Office, address: str, place: Place, *, fresh: bool = False) -> None:
        place.screen += 1
        text, labels, width, document = self._screen(place)
        place.labels = labels
        made = [
            Button(
                label,
                f"p.{place.screen}.{at}",
                label in place.chosen if label in ACTIVITIES else None,
            )
            for at, label in enumerate(labels)
        ]
        many, last = made[:-1], made[-1:]
        rows = [tuple(many[at : at + width]) for at in range(0, len(many), width)] + [tuple(last)]
        message = Message(text, tuple(rows), document, typing=place.step == "town")
        place.message = office.post(address, message, edits=0 if fresh else place.message)

    def _screen(self, place: Place) -> tuple[Text, list[str], int, Document | None]:
        match place.step:
            case "hello":
                return hello(), ["Los geht's", "Sprache", "Datenschutz"], 2, None
            case "interests":
                text = say("Frage 1 von 4 · **Was machst du gern?** Wähle bis zu 3.")
                return text, [*ACTIVITIES, "Weiter"], 2, None
            case "town":
                text = say(
                    "Frage 2 von 4 · **Wo wohnst du?** Tippe einen Ort an oder schreib ihn."
                )
                return text, ["📍 Büren", "📍 Salzkotten", "Anderer Ort"], 2, None
        return (
            vacancy(),
            [
                "◀️",
                "1 / 3",
                "▶️",
                "⭐ Merken",
                "📄 Mehr lesen",
                "💬 Mit Mensch reden",
                "🔁 Neue Suche",
            ],
            3,
            CALENDAR,
        )


def hello() -> Text:
    return join(
        [
            say(
                "Hallo! 👋 Ich bin der **Ausbildungs-Lotse** vom Kreis Paderborn "
                "– ein Programm, kein Mensch."
            ),
            say("Ich zeige dir freie Ausbildungsplätze in deiner Nähe. Das dauert etwa 1 Minute."),
            say("Ich speichere noch nichts."),
        ]
    )


def vacancy() -> Text:
    return join(
        [
            say(
                "**Tischler (m/w/d)** · Muster GmbH, Salzkotten · Beginn: Sonntag, 1. August 2027"
            ),
            say(
                "Das passt:\n✓ Du magst Handwerk.\n✓ Es sind ca. 18 km von Büren.\n"
                "✓ Dein Abschluss reicht."
            ),
            say("__Prüf noch:__ Arbeitsbeginn 6 Uhr."),
            Text((Span("Mehr zum Beruf", link="https://example.org/tischler"),)),
        ]
    )
