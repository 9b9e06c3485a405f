"""Announcing a fair: to whom, how it looks, a test, and "send", which cannot happen twice."""

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, Screen, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.broadcasts import BroadcastState
from bot.domain.errors import Outdated
from bot.i18n import Text, join, label, moment, say, say_n, shorten
from bot.services.broadcasts import Announced, Audience
from bot.services.services import Services
from handlers.coordinator import progress
from handlers.everyone import fair_words
from handlers.everyone.pages import page_of

PAGE = 6


@screen
def choose(turn: Turn, services: Services, *, page: int = 1) -> Screen:
    """Which fair to announce."""
    found = services.fairs.near(None)
    if not found:
        new = Choice(label("➕ Neue Messe"), Door("coordinator.fair_form.create"))
        return Screen(say("Es ist keine Messe geplant, die Sie ankündigen können."), ((new,),))
    shown = page_of(found, page, PAGE)
    choices = [
        Choice(shorten(f"{number} · {fair.plan.title}"), to(preview, fair=fair.id))
        for number, fair in shown.items
    ]
    items = fair_words.numbered(shown, services.unit.region)
    return Screen(
        join([say("📣 Welche Messe ankündigen?"), *items], "\n\n"),
        (*grid(choices), *shown.turning(choose)),
    )


@screen
def preview(turn: Turn, services: Services, *, fair: int) -> Screen:
    """The very words, and the number of people who will read them."""
    found = services.fairs.get(fair)
    if not services.fairs.is_ahead(found.plan):
        return Screen(
            join(
                [
                    fair_words.in_full(found.plan, services.unit.region),
                    say("Diese Messe kann nicht mehr angekündigt werden."),
                ],
                "\n\n",
            )
        )
    earlier = services.broadcasts.of_fair(fair)
    if earlier and not earlier[-1].state.has_ended:
        return status(turn, services, broadcast=earlier[-1].id)
    audience = services.broadcasts.audience(fair)
    text = join(
        [
            say("📣 So sieht die Nachricht aus:"),
            fair_words.announcement(
                found.plan,
                services.unit.region,
                open_to_join=services.fairs.can_be_joined(found.plan),
            ),
            say("———"),
            _earlier(earlier),
            _audience(audience),
        ],
        "\n\n",
    )
    rows: tuple[tuple[Choice, ...], ...] = (
        (Choice(label("🧪 Test an mich"), to(try_out, fair=fair)),),
    )
    stay = Choice(label("Abbrechen"), Door("coordinator.fairs.page", {"fair": fair}))
    if audience.wants:
        send_it = to(send, fair=fair, number=len(earlier) + 1)
        rows += ((stay, Choice(label("✅ An {n} senden", n=audience.wants), send_it)),)
    else:
        rows += ((stay,),)
    return Screen(text, rows)


@action
def try_out(turn: Turn, services: Services, *, fair: int) -> Screen:
    """Send it to the coordinator herself."""
    services.broadcasts.test(fair, turn.speaker.id)
    return preview(turn, services, fair=fair)


@action
def send(turn: Turn, services: Services, *, fair: int, number: int) -> Screen:
    """Send it once: whoever was first has sent it, everybody else sees how it goes."""
    sent = services.broadcasts.send(fair, number, by=turn.speaker.id)
    if sent is not None:
        return under_way(turn, services, broadcast=sent.id)
    others = services.broadcasts.of_fair(fair)
    if not others:
        raise Outdated(f"announcement {number} of fair {fair}")
    first = say("Diese Ankündigung hat schon jemand gesendet.")
    return status(turn, services, broadcast=others[-1].id).below(first)


@screen
def under_way(turn: Turn, services: Services, *, broadcast: int) -> Screen:
    """It goes out; how it goes is told in one message of its own that is edited."""
    announced = services.broadcasts.get(broadcast)
    told = (
        say("Wie es vorangeht, steht in der nächsten Nachricht.")
        if turn.capabilities.edits
        else say("Ich schreibe Ihnen, wenn alles fertig ist.")
    )
    sent = say("📣 Die Ankündigung ist ausgelöst. {told}", told=told)
    return Screen(sent, column(*_onward(announced)))


@screen
def status(turn: Turn, services: Services, *, broadcast: int) -> Screen:
    """How an announcement goes."""
    announced = services.broadcasts.get(broadcast)
    rows = column(*_controls(announced), *_onward(announced))
    return Screen(progress.text(services, announced), rows)


@action
def pause(turn: Turn, services: Services, *, broadcast: int) -> Screen:
    """Hold what is not sent yet."""
    services.broadcasts.pause(broadcast)
    return status(turn, services, broadcast=broadcast)


@action
def resume(turn: Turn, services: Services, *, broadcast: int) -> Screen:
    """Go on."""
    services.broadcasts.resume(broadcast)
    return status(turn, services, broadcast=broadcast)


@action
def stop(turn: Turn, services: Services, *, broadcast: int) -> Screen:
    """Stop for good."""
    services.broadcasts.stop(broadcast)
    return status(turn, services, broadcast=broadcast)


def _onward(announced: Announced) -> list[Choice]:
    return [
        Choice(label("🔄 Stand ansehen"), to(status, broadcast=announced.id)),
        Choice(
            label("📋 Messe ansehen"), Door("coordinator.fairs.page", {"fair": announced.fair_id})
        ),
    ]


def _controls(announced: Announced) -> list[Choice]:
    ended = to(stop, broadcast=announced.id)
    if announced.state is BroadcastState.PAUSED:
        onward = Choice(label("▶️ Weiter"), to(resume, broadcast=announced.id))
        return [onward, Choice(label("⏹ Stopp"), ended)]
    if announced.state.runs:
        held = Choice(label("⏸ Pause"), to(pause, broadcast=announced.id))
        return [held, Choice(label("⏹ Stopp"), ended)]
    return []


def _earlier(announced: list[Announced]) -> Text:
    if not announced:
        return Text()
    last = announced[-1]
    return say(
        "❗ Diese Messe wurde schon angekündigt: {moment} Uhr, an {people}. "
        "Wer die Nachricht schon hat, bekommt sie nicht noch einmal.",
        moment=moment(last.started_at), people=fair_words.people(last.total),
    )  # fmt: skip


def _audience(audience: Audience) -> Text:
    """The number, and who is not in it."""
    left_out = [
        text
        for number, text in (
            (
                audience.opted_out,
                say_n(
                    "{n} hat Messe-Infos abbestellt",
                    "{n} haben Messe-Infos abbestellt",
                    audience.opted_out,
                ),
            ),
            (
                audience.unreachable,
                say("{n} gerade nicht erreichbar", n=audience.unreachable),
            ),
            (
                audience.has_it,
                say_n(
                    "{n} hat die Nachricht schon", "{n} haben die Nachricht schon", audience.has_it
                ),
            ),
        )
        if number
    ]
    people = say("Geht an: **{people}**", people=fair_words.people(audience.wants))
    if not audience.wants and not left_out:
        return join([people, say("Noch möchte niemand Messe-Infos bekommen.")])
    return people + " (" + join(left_out, ", ") + ")" if left_out else people
