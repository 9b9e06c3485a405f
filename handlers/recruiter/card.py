"""The card of an enquiry: the alert that leads to it, taking it, and what can be done from it."""

from bot.dialogue.marks import card_action, notice
from bot.dialogue.screen import Card, Choice, Screen, Shown, column
from bot.dialogue.turn import Turn
from bot.domain.enquiries import EnquiryState, Misfit
from bot.i18n import Text, join, label, later, say, words
from bot.region.model import Region
from bot.services.enquiries import ALERT, CARD, EnquiryView
from bot.services.letters import ARRIVED, ENQUIRY, MessageView
from bot.services.outbox import Lane, Notice, Purpose
from bot.services.services import Services
from bot.services.unit import Reader
from handlers.everyone.desk import STAFF, gone, lay_pen_down
from handlers.everyone.facts import card_text
from handlers.everyone.relayed import REASONS, again_choices
from handlers.everyone.when import told

MISFITS = {
    Misfit.GONE: later("Stelle ist vergeben"),
    Misfit.TERMS: later("Anforderung fehlt"),
    Misfit.ELSEWHERE: later("Andere helfen besser"),
}
_MOST_SUGGESTIONS = 3


@notice(ALERT)
def alert(reader: Reader, services: Services, *, enquiry: int) -> Screen | None:
    """A new enquiry, without any name: it may stand on a locked screen."""
    view = services.enquiries.find(enquiry, reader.id)
    if view is None:
        return None
    return Screen(
        join([_title(view, services.unit.region), _state(view, reader.id, services.unit.region)]),
        column(_button(label("📇 Karte öffnen"), "card", view)),
        about=(ENQUIRY, enquiry),
    )


@notice(CARD)
def card(reader: Reader, services: Services, *, enquiry: int) -> Screen | None:
    """The card as it stands; edited in every chat when it changes."""
    view = services.enquiries.find(enquiry, reader.id)
    if view is None:
        return None
    if view.facts is None:
        return Screen(gone(), about=(ENQUIRY, enquiry))
    received = say("Eingang {when}", when=told(view.received_at, services))
    if view.due_at is not None:
        due = say("Antworten bis {when}", when=told(view.due_at, services))
        received = join([received, due], " · ")
    return Screen(
        join(
            [
                _state(view, reader.id, services.unit.region),
                card_text(view.facts, services.unit.region),
                received,
                _newest_answer(view, reader.id, services),
                _trouble(view),
            ]
        ),
        _actions(view, reader.id),
        about=(ENQUIRY, enquiry),
    )


@card_action("card", *STAFF)
def open_card(turn: Turn, services: Services, *, subject: int, version: int) -> None:
    """Show the card as a message of its own, that can be quoted and changes when things do."""
    lay_pen_down(turn)
    services.enquiries.view(subject, turn.speaker.id)
    services.outbox.notify(
        turn.speaker.id,
        Notice(CARD, {"enquiry": subject}, (ENQUIRY, subject)),
        lane=Lane.ANSWER,
        purpose=Purpose.ANSWER,
        urgent=True,
        at=turn.address_id,
    )


@card_action("take", *STAFF)
def take(turn: Turn, services: Services, *, subject: int, version: int) -> None:
    """Become the owner; the second one is told who was first."""
    lay_pen_down(turn)
    view = services.enquiries.take(subject, turn.speaker.id)
    if view.facts is None:
        turn.also.append(Screen(gone()))
    elif view.owner_id == turn.speaker.id:
        turn.toast = words("Übernommen")
    else:
        first = say("{owner} war schneller und hat {code} übernommen.",
                    owner=view.owner, code=view.pseudonym)  # fmt: skip
        turn.also.append(Screen(first))


@card_action("facts", *STAFF)
def in_full(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """The facts, what else is offered that fits them, and the talk so far."""
    lay_pen_down(turn)
    view = services.enquiries.view(subject, turn.speaker.id)
    if view.facts is None:
        return Screen(gone())
    thread = services.relay.thread(subject, turn.speaker.id)
    return Screen(
        join(
            [
                card_text(view.facts, services.unit.region),
                _suggestions(view, services),
                join([_line(message, services) for message in thread]),
            ],
            "\n\n",
        ),
        (
            (
                _button(label("💬 Antworten"), "write", view),
                _button(label("📇 Karte"), "card", view),
            ),
        ),
        back=False,
        menu=False,
        about=(ENQUIRY, subject),
    )


@notice("enquiry_trouble")
def trouble(reader: Reader, services: Services, *, enquiry: int) -> Screen | None:
    """Messages no longer reach the pupil: told once."""
    view = services.enquiries.find(enquiry, reader.id)
    if view is None or view.facts is None or view.trouble is None:
        return None
    text = say(
        "⚠️ {code} {why}. Nachrichten werden jetzt nicht zugestellt. "
        "Ich sage Ihnen, wenn es wieder geht.",
        code=view.pseudonym, why=words(REASONS[view.trouble]),
    )  # fmt: skip
    choices = column(_button(label("📇 Karte"), "card", view))
    return Screen(text, choices, about=(ENQUIRY, enquiry))


@notice("enquiry_deleted")
def deleted(reader: Reader, services: Services, *, enquiry: int) -> Screen:
    """The pupil has taken everything back, in the middle of a talk."""
    return Screen(
        say("🗑️ Eine Anfrage, die Sie übernommen hatten, wurde gelöscht. Nichts mehr zu tun."),
        about=(ENQUIRY, enquiry),
    )


@notice("enquiry_back")
def back_again(reader: Reader, services: Services, *, enquiry: int) -> Screen | None:
    """The pupil is back, and nothing was lost meanwhile."""
    view = services.enquiries.find(enquiry, reader.id)
    if view is None or view.facts is None or view.trouble is not None:
        return None
    choices = ((_button(label("💬 Antworten"), "write", view),
                _button(label("📇 Karte"), "card", view)),)  # fmt: skip
    text = say("👋 {code} ist wieder da.", code=view.pseudonym)
    return Screen(text, choices, about=(ENQUIRY, enquiry))


@notice("relay_again")
def offer_again(reader: Reader, services: Services, *, message: int) -> Screen | None:
    """The pupil is back: the message that did not arrive can be sent again."""
    view = services.relay.view(message)
    if view is None or not view.text or view.state not in {"failed", "withdrawn", "expired"}:
        return None
    text = join(
        [
            say("👋 {code} ist wieder da. Das kam nicht an. Nochmal senden?", code=view.pseudonym),
            _quote(view.text),
        ]
    )
    return Screen(text, again_choices(view), about=(ENQUIRY, view.enquiry_id))


def _title(view: EnquiryView, region: Region) -> Text:
    town = region.town(view.town).name if view.town else region.name
    return say("🔔 **Neue Anfrage · {town}**", town=town)


def _state(view: EnquiryView, reader_id: int, region: Region) -> Text:
    """Whose it is; empty while it is nobody's."""
    if view.facts is None:
        return gone()
    if view.state is EnquiryState.CLOSED:
        return say("⚪ Abgeschlossen: {outcome}", outcome=_outcome(view.outcome, region))
    if view.owner_id is None:
        return Text()
    if view.owner_id == reader_id:
        return say("🟢 Übernommen von Ihnen")
    return say("🟢 Übernommen von {owner}", owner=view.owner)


def _outcome(outcome: str, region: Region) -> str:
    if outcome in set(Misfit):
        return words(MISFITS[Misfit(outcome)])
    return words(region.follow_up(outcome).label) if outcome else words("ohne Angabe")


def _trouble(view: EnquiryView) -> Text:
    if view.trouble is None:
        return Text()
    return say("⚠️ Nicht erreichbar: {why}", why=words(REASONS[view.trouble]))


def _actions(view: EnquiryView, reader_id: int) -> tuple[tuple[Choice, ...], ...]:
    """What this reader can do with the card as it stands."""
    answer, facts = (
        _button(label("💬 Antworten"), "write", view),
        _button(label("📄 Profil"), "facts", view),
    )
    if view.owner_id not in {None, reader_id}:
        return ((facts,),)
    if view.state is EnquiryState.CLOSED:
        return ((answer, facts),)
    hand_on = _button(label("↪️ Weitergeben"), "pass", view)
    end = (_button(label("🚫 Passt nicht"), "unfit", view),
           _button(label("✅ Abschließen"), "close", view))  # fmt: skip
    if view.owner_id is None:
        return ((_button(label("✋ Übernehmen"), "take", view), answer), (facts, hand_on), end)
    return ((answer, facts), (hand_on, _button(label("↩️ Zurückgeben"), "giveback", view)), end)


def _button(text: str, action: str, view: EnquiryView) -> Choice:
    return Choice(text, Card(action, view.id, view.version))


def _suggestions(view: EnquiryView, services: Services) -> Text:
    """What else fits the facts of the card."""
    if view.facts is None:
        return Text()
    asked = [view.facts.asked_for.vacancy_id] if view.facts.asked_for else []
    hits = services.search.hits(view.facts.wishes, _MOST_SUGGESTIONS, but=asked)
    if not hits:
        return Text()
    region = services.unit.region
    lines = [
        say("• {title}, {company}, {town}", title=hit.vacancy.title, company=hit.vacancy.company,
            town=region.town(hit.vacancy.town).name)
        for hit in hits
    ]  # fmt: skip
    return join([say("Das passt auch:"), *lines])


def _newest_answer(view: EnquiryView, reader_id: int, services: Services) -> Text:
    """What the pupil wrote last, for the owner alone: her answers come back to the card."""
    thread = services.relay.thread(view.id, reader_id)
    answers = [each for each in thread if each.from_pupil and each.state in ARRIVED]
    if not answers:
        return Text()
    return say("💬 Zuletzt: {answer}", answer=_line(answers[-1], services))


def _line(message: MessageView, services: Services) -> Text:
    who = message.pseudonym if message.from_pupil else message.staff.name
    when = told(message.written_at, services)
    return say("{who}, {when}: ", who=who, when=when) + _quote(message.text)


def _quote(text: str) -> Text:
    return say("„{text}“", text=text if len(text) <= 200 else text[:200] + "…")
