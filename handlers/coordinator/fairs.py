"""The fairs ahead, one fair with its figures, and calling it off."""

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Screen, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.errors import Outdated
from bot.domain.fairs import FairState
from bot.i18n import Text, join, label, moment, say, say_n, shorten
from bot.services.fair_plans import Fair
from bot.services.services import Services
from handlers.coordinator import announce, fair_form
from handlers.everyone import fair_words
from handlers.everyone.pages import page_of

PAGE = 6


@screen
def overview(turn: Turn, services: Services, *, page: int = 1) -> Screen:
    """All fairs ahead, by date."""
    new = Choice(label("➕ Neue Messe"), to(fair_form.create))
    found = services.fairs.ahead()
    if not found:
        return Screen(say("Es ist keine Messe geplant."), ((new,),))
    shown = page_of(found, page, PAGE)
    buttons = grid([_choice(number, fair) for number, fair in shown.items])
    items = fair_words.numbered(shown, services.unit.region)
    return Screen(
        join([say("🎪 Geplante Messen:"), *items], "\n\n"),
        (*buttons, *shown.turning(overview), (new,)),
    )


@screen
def page(turn: Turn, services: Services, *, fair: int) -> Screen:
    """One fair: what is planned, who comes, what was sent."""
    found = services.fairs.get(fair)
    text = join(
        [
            fair_words.in_full(found.plan, services.unit.region),
            _figures(services, found),
            say("🔗 Link für Plakate: {link}", link=services.unit.house.link(found.code)),
            _announced(services, found),
            _missed(services, found),
        ],
        "\n\n",
    )
    if not services.fairs.is_ahead(found.plan):
        return Screen(text)
    rows = (
        (Choice(label("📣 Ankündigen"), to(announce.preview, fair=fair)),),
        (
            Choice(label("📅 Verschieben"), to(fair_form.move, fair=fair)),
            Choice(label("✏️ Ändern"), to(fair_form.change, fair=fair)),
        ),
        (Choice(label("🚫 Absagen"), to(ask_cancel, fair=fair)),),
    )
    return Screen(text, rows)


@screen
def ask_cancel(turn: Turn, services: Services, *, fair: int) -> Screen:
    """Sure? The button repeats how many will read it."""
    plan = services.fairs.get(fair).plan
    count = services.fairs.would_tell(fair)
    nobody = say("Noch hat niemand zugesagt. Darum bekommt niemand eine Nachricht.")
    sure = label("🚫 An {n} absagen", n=count) if count else label("🚫 Ja, absagen")
    text = join(
        [
            say("**{title}** absagen?", title=plan.title),
            nobody
            if not count
            else say_n(
                "{n} Person bekommt dann eine Absage. Erinnerungen gehen nicht mehr raus.",
                "{n} Personen bekommen dann eine Absage. Erinnerungen gehen nicht mehr raus.",
                count,
            ),
            say("Eine Absage können Sie nicht zurücknehmen."),
        ],
        "\n\n",
    )
    return Screen(
        text,
        column(
            Choice(label("Nicht absagen"), to(page, fair=fair)),
            Choice(sure, to(cancel, fair=fair)),
        ),
    )


@action
def cancel(turn: Turn, services: Services, *, fair: int) -> Screen:
    """Call the fair off; a second tap, anybody's, changes nothing."""
    if services.fairs.get(fair).plan.state is FairState.CANCELLED:
        raise Outdated(f"fair {fair} is cancelled")
    told = services.fairs.cancel(fair).told
    text = say("🚫 Abgesagt.")
    if told:
        text = say_n(
            "🚫 Abgesagt. {n} Person bekommt eine Nachricht.",
            "🚫 Abgesagt. {n} Personen bekommen eine Nachricht.",
            told,
        )
    onward = column(Choice(label("🎪 Alle Messen"), to(overview)), Choice(label("🏠 Menü"), HOME))
    return Screen(text, onward, ends=True)


def _choice(number: int, fair: Fair) -> Choice:
    return Choice(shorten(f"{number} · {fair.plan.title}"), to(page, fair=fair.id))


def _figures(services: Services, fair: Fair) -> Text:
    counts = services.sign_ups.counts(fair.id)
    coming = say_n("✅ {n} kommt", "✅ {n} kommen", counts.yes)
    others = say(" · 🤔 {maybe} vielleicht · ❌ {no} nein", maybe=counts.maybe, no=counts.no)
    text = coming + others
    if not counts.open_yes:
        return text
    return join(
        [
            text,
            say_n(
                "{n} davon hat den neuen Termin noch nicht bestätigt.",
                "{n} davon haben den neuen Termin noch nicht bestätigt.",
                counts.open_yes,
            ),
        ]
    )


def _announced(services: Services, fair: Fair) -> Text:
    lines = [
        say(
            "📣 Angekündigt: {moment} Uhr, an {people}",
            moment=moment(announced.started_at), people=fair_words.people(announced.total),
        )
        for announced in services.broadcasts.of_fair(fair.id)
    ]  # fmt: skip
    return join(lines) if lines else say("📣 Noch nicht angekündigt.")


def _missed(services: Services, fair: Fair) -> Text:
    """Reminders that did not go out are never hidden."""
    count = sum(services.reminders.not_delivered(fair.id).values())
    if not count:
        return Text()
    return say_n(
        "⚠️ {n} Erinnerung kam nicht rechtzeitig an.",
        "⚠️ {n} Erinnerungen kamen nicht rechtzeitig an.",
        count,
    )
