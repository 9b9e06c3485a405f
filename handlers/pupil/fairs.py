"""Fairs near me, and one fair in full."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Door, Screen, column, grid, to
from bot.dialogue.turn import Turn
from bot.domain.consent import Purpose
from bot.domain.fairs import FairAnswer, FairState
from bot.i18n import Text, join, label, say, shorten
from bot.services.fair_plans import Fair
from bot.services.services import Services
from handlers.everyone import fair_words
from handlers.everyone.pages import page_of
from handlers.pupil import fair_answer, fair_news
from handlers.pupil.my_wishes import wishes_of

PAGE = 4


@screen
def near_me(turn: Turn, services: Services, *, page: int = 1) -> Screen:
    """The fairs that take place, nearest first."""
    region = services.unit.region
    town = wishes_of(turn, services).town
    found = services.fairs.near(town)
    if not found:
        return Screen(
            say("Zurzeit ist keine Messe geplant. Schau gern später wieder herein."),
            column(news_choice(turn, services)),
        )
    shown = page_of(found, page, PAGE)
    head = (
        say("🎪 Messen in der Nähe von {town}:", town=region.town(town).name)
        if town
        else say("🎪 Die nächsten Messen ({county}):", county=region.name)
    )
    items = [
        say("{number}. ", number=number) + _item(fair, town, services)
        for number, fair in shown.items
    ]
    rows = grid([_open(number, fair, services) for number, fair in shown.items])
    return Screen(
        join([head, *items], "\n\n"),
        (*rows, *shown.turning(near_me), (news_choice(turn, services),)),
    )


@screen
def details(turn: Turn, services: Services, *, fair: int) -> Screen:
    """Everything about one fair, and the pupil's answer."""
    found = services.fairs.get(fair)
    region = services.unit.region
    full = fair_words.in_full(found.plan, region)
    calendar = Choice(label("📅 In den Kalender"), to(fair_answer.calendar, fair=fair))
    if found.plan.state is FairState.CANCELLED:
        return Screen(full, ((calendar,),))
    if not services.fairs.is_ahead(found.plan):
        return Screen(join([full, say("Diese Messe hat schon begonnen.")], "\n\n"))
    sign_up = services.sign_ups.find(fair, turn.speaker.id)
    answer = sign_up.answer if sign_up else None
    possible = services.sign_ups.possible(fair, found.plan, turn.speaker.id)
    if len(possible) == 1:  # only "no" is left
        return fair_answer.closed(turn, services, fair=fair)
    choices = [
        Choice(
            label(fair_answer.ANSWERS[each]),
            _answer(found, each),
            chosen=None if answer is None else each is answer,
        )
        for each in possible
    ]
    if FairAnswer.YES not in possible:
        asked = fair_words.closed(found.plan)
    elif answer is None:
        asked = say("Kommst du?")
    else:
        asked = say("Du kannst deine Antwort jederzeit ändern.")
    rows = ((choices[0],), tuple(choices[1:]), (calendar,))
    return Screen(join([full, asked], "\n\n"), rows)


def news_choice(turn: Turn, services: Services) -> Choice:
    """The switch for news of fairs."""
    if services.consents.has(turn.speaker.id, Purpose.FAIRS):
        return Choice(label("🔕 Keine Messe-Infos"), to(fair_news.stop))
    return Choice(label("🔔 Messe-Infos an"), to(fair_answer.want_news))


def _answer(fair: Fair, answer: FairAnswer) -> Door:
    return to(fair_answer.answer, fair=fair.id, said_so=answer.value, version=fair.plan.version)


def _item(fair: Fair, town: str | None, services: Services) -> Text:
    text = fair_words.short(fair.plan, services.unit.region)
    if not town or not fair.plan.town:
        return text
    km = services.unit.region.distance_km(town, fair.plan.town)
    return text + " · " + (say("ca. {km} km", km=km) if km else say("bei dir im Ort"))


def _open(number: int, fair: Fair, services: Services) -> Choice:
    """A button that a typed number or town finds as well."""
    town = services.unit.region.town(fair.plan.town).name if fair.plan.town else fair.plan.title
    return Choice(shorten(f"{number} · {town}"), to(details, fair=fair.id))
