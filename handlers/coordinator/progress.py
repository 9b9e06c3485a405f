"""How an announcement goes: one message that is edited, with pause and stop."""

from bot.dialogue.marks import card_action, notice
from bot.dialogue.screen import Card, Choice, Screen, Shown
from bot.dialogue.turn import Turn
from bot.domain.broadcasts import BroadcastState, Tally
from bot.domain.people import Role
from bot.i18n import Text, join, label, later, say, say_n
from bot.services.broadcasts import Announced
from bot.services.services import Services
from bot.services.unit import Reader
from handlers.everyone import fair_words

_STATES = {
    BroadcastState.FIXING: later("📣 Die Ankündigung wird vorbereitet …"),
    BroadcastState.SENDING: later("📣 Die Ankündigung geht raus."),
    BroadcastState.PAUSED: later("⏸ Die Ankündigung ist angehalten."),
    BroadcastState.STOPPED: later("⏹ Die Ankündigung ist gestoppt."),
    BroadcastState.DONE: later("✅ Fertig."),
}
_BAR = 10


@notice("broadcast_progress")
def shown(reader: Reader, services: Services, *, broadcast: int) -> Screen | None:
    """The progress message. Where nothing can be edited only the end is told."""
    announced = services.broadcasts.get(broadcast)
    can_edit = services.unit.house.capabilities[reader.channel].edits
    if not (can_edit or announced.state.has_ended):
        return None
    return Screen(text(services, announced), _controls(announced))


def text(services: Services, announced: Announced) -> Text:
    """State, figures, and what became of the messages once they are out."""
    title = services.fairs.get(announced.fair_id).plan.title
    head = join([say("🎪 **{title}**", title=title), say(_STATES[announced.state])])
    if not announced.state.has_ended:
        return join([head, _progress(services, announced)])
    coming = services.broadcasts.coming(announced.id)
    report = _report(services.broadcasts.tally(announced.id))
    return join([head, *report, say("{n} × Ich komme", n=coming)])


@card_action("bc_pause", Role.COORDINATOR)
def pause(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """Hold what is not sent yet; the message itself shows it."""
    services.broadcasts.pause(subject)
    return None


@card_action("bc_resume", Role.COORDINATOR)
def resume(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """Go on."""
    services.broadcasts.resume(subject)
    return None


@card_action("bc_stop", Role.COORDINATOR)
def stop(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """Stop for good."""
    services.broadcasts.stop(subject)
    return None


def _controls(announced: Announced) -> tuple[tuple[Choice, ...], ...]:
    def card(words: str, name: str) -> Choice:
        return Choice(label(words), Card(name, announced.id, announced.number))

    if announced.state.has_ended:
        return ()
    if announced.state is BroadcastState.PAUSED:
        return ((card(later("▶️ Weiter"), "bc_resume"), card(later("⏹ Stopp"), "bc_stop")),)
    return ((card(later("⏸ Pause"), "bc_pause"), card(later("⏹ Stopp"), "bc_stop")),)


def _progress(services: Services, announced: Announced) -> Text:
    percent = 100 * announced.done // announced.total if announced.total else 0
    filled = _BAR * percent // 100
    line = say(
        "{done} von {total} {bar} {percent} %",
        done=announced.done, total=announced.total,
        bar="▓" * filled + "░" * (_BAR - filled), percent=percent,
    )  # fmt: skip
    waits = services.outbox.when() > services.unit.now
    later_on = say("Es ist Ruhezeit. Der Rest geht am Morgen raus.") if waits else Text()
    return join([line, later_on])


def _report(tally: Tally) -> list[Text]:
    """Every message is counted once, and the numbers add up."""
    parts = (
        (tally.delivered, say("{n} zugestellt", n=tally.delivered)),
        (
            tally.ready,
            say_n(
                "{n} liegt auf der Chat-Seite bereit",
                "{n} liegen auf der Chat-Seite bereit",
                tally.ready,
            ),
        ),
        (
            tally.blocked,
            say_n("{n} hat den Bot blockiert", "{n} haben den Bot blockiert", tally.blocked),
        ),
        (
            tally.opted_out,
            say_n(
                "{n} hat inzwischen abbestellt", "{n} haben inzwischen abbestellt", tally.opted_out
            ),
        ),
        (tally.failed, say_n("{n} Fehler", "{n} Fehler", tally.failed)),
        (tally.unknown, say("{n} unklar", n=tally.unknown)),
        (tally.too_late, say("{n} zu spät", n=tally.too_late)),
        (tally.waiting, say("{n} noch unterwegs", n=tally.waiting)),
        (tally.not_sent, say("{n} nicht gesendet", n=tally.not_sent)),
    )
    listed = [text for number, text in parts if number]
    return [say("An {people}:", people=fair_words.people(tally.total)), *listed]
