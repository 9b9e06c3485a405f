"""The vacancies of my towns: what runs, and what is done."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, grid, to
from bot.dialogue.turn import Turn
from bot.i18n import Text, join, label, say
from bot.services.services import Services
from bot.services.vacancy_desk import DONE, RUNNING, DeskPage
from handlers.everyone.desk import lay_pen_down
from handlers.recruiter.vacancies_form import new
from handlers.recruiter.vacancies_page import show
from handlers.recruiter.vacancies_words import in_a_line


@screen
def mine(
    turn: Turn, services: Services, *, done: bool = False, before: int | None = None
) -> Screen:
    """A page of them, the newest first; ``before`` is the vacancy that the page comes after."""
    lay_pen_down(turn)
    page = services.vacancy_desk.page(turn.speaker.id, DONE if done else RUNNING, before)
    if not page.vacancies and before is not None:
        return mine(turn, services, done=done)
    numbered = list(enumerate(page.vacancies, start=1))
    lines = [
        say("{n}. {vacancy}", n=n, vacancy=in_a_line(vacancy, services.unit.region))
        for n, vacancy in numbered
    ]
    opening = [
        Choice(label("{n}. ansehen", n=n), to(show, vacancy=vacancy.id)) for n, vacancy in numbered
    ]
    other = label("🟢 Laufende") if done else label("🗂️ Erledigte")
    last = (Choice(label("➕ Neue Stelle"), to(new)), Choice(other, to(mine, done=not done)))
    return Screen(
        join([_head(page, done=done), *lines]), (*grid(opening), *_pager(page, done=done), last)
    )


def _head(page: DeskPage, *, done: bool) -> Text:
    if not page.total:
        return (
            say("🗂️ Hier ist noch keine Stelle erledigt.")
            if done
            else say("📄 In Ihren Orten ist gerade keine Stelle offen.")
        )
    name = say("🗂️ **Erledigte Stellen**") if done else say("📄 **Stellen in Ihren Orten**")
    last = page.first + len(page.vacancies) - 1
    return say(
        "{name} · {first}–{last} von {total}",
        name=name, first=page.first, last=last, total=page.total,
    )  # fmt: skip


def _pager(page: DeskPage, *, done: bool) -> tuple[tuple[Choice, ...], ...]:
    newer = Choice(label("◀️ Neuere"), to(mine, done=done, before=page.above))
    older = Choice(label("Ältere ▶️"), to(mine, done=done, before=page.before))
    row = ((newer,) if page.has_above else ()) + ((older,) if page.before is not None else ())
    return (row,) if row else ()
