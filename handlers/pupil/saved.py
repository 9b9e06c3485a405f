"""The vacancies with a star."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, grid, to
from bot.dialogue.turn import Turn
from bot.domain.matching import Hit
from bot.i18n import Text, join, label, say
from bot.services.services import Services
from handlers.everyone.pages import Page, page_of
from handlers.pupil.my_wishes import hours_remembered, wishes_of
from handlers.pupil.results import results
from handlers.pupil.stars import starred
from handlers.pupil.vacancy import headline, more

_PER_PAGE = 6


@screen
def saved(turn: Turn, services: Services, *, page: int = 1) -> Screen:
    """A page of them, the latest first; each number opens one."""
    hits = services.search.some(wishes_of(turn, services), reversed(starred(turn, services)))
    search = Choice(label("🔎 Stellen ansehen"), to(results))
    if not hits:
        text = say("Du hast noch nichts gemerkt. Tippe bei einer Stelle auf „⭐ Merken“.")
        return Screen(text, ((search,),))
    shown = page_of(hits, page, _PER_PAGE)
    numbers = [
        Choice(label("{n}. ansehen", n=n), to(more, vacancy=hit.vacancy.id))
        for n, hit in shown.items
    ]
    text = join(
        [_head(turn, services, shown), *(_entry(n, hit, services) for n, hit in shown.items)],
        "\n\n",
    )
    return Screen(text, (*grid(numbers), *shown.turning(saved), (search,)))


def _head(turn: Turn, services: Services, page: Page[Hit]) -> Text:
    head = say("⭐ **Gemerkte Stellen**")
    if page.of > 1:
        head += say(" · Seite {page} von {pages}", page=page.number, pages=page.of)
    if services.profiles.find(turn.speaker.id):
        return head
    short = say("Ich merke sie mir nur {hours} Stunden lang.", hours=hours_remembered(services))
    return join([head, short])


def _entry(n: int, hit: Hit, services: Services) -> Text:
    entry = say("{n}. {vacancy}", n=n, vacancy=headline(hit, services.unit.region))
    if hit.vacancy.is_shown(services.unit.today):
        return entry
    return join([entry, say("❗ Diese Stelle ist leider nicht mehr frei.")])
