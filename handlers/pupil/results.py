"""What fits: one vacancy after the other, each with its reasons."""

from typing import Any

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, Screen, to
from bot.dialogue.turn import Turn
from bot.domain.consent import Purpose
from bot.domain.matching import Hit
from bot.domain.wishes import Wishes
from bot.i18n import Text, join, label, say, say_n
from bot.region.model import Region
from bot.services.profiles import wishes_from_json, wishes_to_json
from bot.services.search import Page
from bot.services.services import Services
from handlers.pupil import keeping
from handlers.pupil.interview import first_questions, more_questions
from handlers.pupil.my_wishes import keep_wishes, wishes_of
from handlers.pupil.nothing_found import nothing_found
from handlers.pupil.reasons import reason
from handlers.pupil.stars import starred, turn_star
from handlers.pupil.vacancy import headline, more, star_choice, talk_about


@screen
def found(turn: Turn, services: Services) -> Screen:
    """The first result after the interview: how many there are, and the best of them."""
    return _page(turn, services, 1, cheer=True)


@screen
def results(turn: Turn, services: Services, *, at: int = 1) -> Screen:
    """The hit at this place of the list, from 1."""
    return _page(turn, services, at)


@action
def star(turn: Turn, services: Services, *, at: int, vacancy: int) -> Screen:
    """Put a star on the shown vacancy, or take it away."""
    note = turn_star(turn, services, vacancy)
    return results(turn, services, at=at).below(note)


@action
def adopt(turn: Turn, services: Services, *, wishes: dict[str, Any]) -> Screen:
    """Search with a changed answer, and remember it."""
    keep_wishes(turn, services, wishes_from_json(wishes))
    return results(turn, services)


def _page(turn: Turn, services: Services, at: int, *, cheer: bool = False) -> Screen:
    wishes, region = wishes_of(turn, services), services.unit.region
    page = services.search.page(wishes, at)
    if page is None:
        return nothing_found(turn, services, _adopting, then=to(results).name)
    hit = page.hit
    place = (say("Gut gemacht! 🎉 ") if cheer else Text()) + _place(page)
    parts = [place, headline(hit, region), _why(hit, wishes, region)]
    saved = hit.vacancy.id in starred(turn, services)
    rows = [
        _pager(page),
        (
            star_choice(to(star, at=page.at, vacancy=hit.vacancy.id), saved=saved),
            Choice(label("📄 Mehr lesen"), to(more, vacancy=hit.vacancy.id)),
        ),
        (talk_about(hit.vacancy.id),),
    ]
    if page.at == page.of and not services.consents.has(turn.speaker.id, Purpose.MATCHES):
        parts.append(say("Soll ich mich melden, wenn eine neue Stelle passt?"))
        rows.append(
            (Choice(label("🔔 Ja, melde dich"), to(keeping.offer, then=to(results).name)),)
        )
    rows.append(
        (
            Choice(label("➕ Mehr über mich"), more_questions(wishes, to(results).name)),
            Choice(label("🔁 Neue Suche"), first_questions(to(found).name)),
        )
    )
    return Screen(join(parts, "\n\n"), tuple(filter(None, rows)))


def _adopting(wishes: Wishes) -> Door:
    return to(adopt, wishes=wishes_to_json(wishes))


def _place(page: Page) -> Text:
    """How many there are; further on, which one it is."""
    if page.at == 1:
        return say_n("Ich habe eine Stelle für dich.", "Ich habe {n} Stellen für dich.", page.of)
    return say("Stelle {at} von {of}", at=page.at, of=page.of)


def _why(hit: Hit, wishes: Wishes, region: Region) -> Text:
    """The reasons, and what to check."""
    lines = [say("✓ {reason}", reason=reason(each, hit, wishes, region)) for each in hit.reasons]
    check = (
        say("Prüf noch: {check}", check=reason(hit.check, hit, wishes, region))
        if hit.check
        else Text()
    )
    return join([say("Das passt:"), *lines, check])


def _pager(page: Page) -> tuple[Choice, ...]:
    """Back and forth; nothing with a single hit."""
    back = Choice(label("◀️ Vorige"), to(results, at=page.at - 1))
    forth = Choice(label("Nächste ▶️"), to(results, at=page.at + 1))
    return ((back,) if page.at > 1 else ()) + ((forth,) if page.at < page.of else ())
