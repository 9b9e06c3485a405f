"""/heute: what is open, what is mine, what must be answered today."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Card, Choice, Screen, grid
from bot.dialogue.turn import Turn
from bot.i18n import Text, join, say
from bot.services.enquiries import EnquiryView
from bot.services.services import Services
from handlers.everyone.pages import page_of
from handlers.everyone.when import told

PAGE = 6


@screen
def today(turn: Turn, services: Services, *, page: int = 1) -> Screen:
    """The enquiries that wait for this person, most urgent first; each opens its card."""
    waiting = services.enquiries.today(turn.speaker.id)
    shown = sorted([*waiting.open, *waiting.mine], key=_urgency)
    here = page_of(shown, page, PAGE)
    head = say(
        "📋 **Heute** · offen: {open} · bei Ihnen: {mine} · heute fällig: {due}",
        open=len(waiting.open), mine=len(waiting.mine), due=len(waiting.due),
    )  # fmt: skip
    lines = [_line(view, turn, services) for _, view in here.items]
    nothing = say("Gerade wartet niemand auf Sie. 👍")
    return Screen(
        join([head, *lines] if lines else [head, nothing]),
        (*grid([_open(view, services) for _, view in here.items]), *here.turning(today)),
        menu=False,
    )


def _urgency(view: EnquiryView) -> tuple[bool, float, int]:
    """What has the earliest date to be answered by stands first."""
    return view.due_at is None, view.due_at.timestamp() if view.due_at else 0.0, view.id


def _line(view: EnquiryView, turn: Turn, services: Services) -> Text:
    mine = view.owner_id == turn.speaker.id
    state = say("🟢") if mine else say("🔔")
    until = (
        say("antworten bis {when}", when=told(view.due_at, services))
        if view.due_at
        else say("beantwortet")
    )
    away = say(" · ⚠️ nicht erreichbar") if view.trouble else Text()
    return say(
        "{state} {code} · {town} · {until}{away}",
        state=state, code=view.pseudonym, town=_town(view, services), until=until, away=away,
    )  # fmt: skip


def _open(view: EnquiryView, services: Services) -> Choice:
    """The button to the card."""
    text = f"{view.pseudonym} · {_town(view, services)}"
    return Choice(text[:20].rstrip(" ·"), Card("card", view.id, view.version))


def _town(view: EnquiryView, services: Services) -> str:
    region = services.unit.region
    return region.town(view.town).name if view.town else region.name
