"""A fair in words, the same for pupils, coordinators and everything that is sent."""

from collections.abc import Iterable

from bot.domain.fairs import FairPlan, FairState
from bot.domain.people import Grade
from bot.i18n import Text, day, hour, join, listing, say, short_day, words, words_n
from bot.region.model import Region
from bot.services.fair_plans import Fair
from handlers.everyone.pages import Page


def when(plan: FairPlan) -> str:
    """Day with its weekday and times: "Samstag, 20. Februar 2027, 10:00 bis 14:00 Uhr"."""
    start, end = hour(plan.start.time()), hour(plan.end.time())
    if len(plan.days) <= 1:
        return words("{day}, {start} bis {end} Uhr", day=day(plan.day), start=start, end=end)
    return words(
        "{first}, {start} Uhr, bis {last}, {end} Uhr",
        first=day(plan.day), last=day(plan.end.date()), start=start, end=end,
    )  # fmt: skip


def where(plan: FairPlan, region: Region) -> str:
    """Place and town, the town only where the place does not name it."""
    town = region.town(plan.town).name if plan.town else ""
    return plan.place if not town or town in plan.place else f"{plan.place}, {town}"


def grades(chosen: Iterable[Grade], region: Region) -> str:
    """For whom: "alle", or the classes in their order."""
    wanted = set(chosen)
    if not wanted or wanted == set(Grade):
        return words("alle")
    return listing(words(region.grade(grade).label) for grade in Grade if grade in wanted)


def short(plan: FairPlan, region: Region) -> Text:
    """A fair in two lines, for lists."""
    head = say("**{title}**", title=plan.title)
    line = say(
        "{day}, {start} Uhr · {place}",
        day=short_day(plan.day), start=hour(plan.start.time()), place=where(plan, region),
    )  # fmt: skip
    return join([head, line, state(plan)])


def numbered(page: Page[Fair], region: Region) -> list[Text]:
    """A page of fairs, each with its number."""
    return [say("{number}. ", number=n) + short(fair.plan, region) for n, fair in page.items]


def state(plan: FairPlan) -> Text:
    """What must be said before anything else: cancelled, or moved. Empty for a fair as planned."""
    if plan.state is FairState.CANCELLED:
        return say("❌ Diese Messe fällt aus.")
    if plan.state is FairState.MOVED:
        return say("❗ Der Termin wurde geändert.")
    return Text()


def facts(plan: FairPlan, region: Region) -> Text:
    """All that pupils should know, one line each; what nobody has said is left out."""
    deadline = short_day(plan.deadline) if plan.deadline else ""
    lines = [
        say("📅 Wann: {when}", when=when(plan)),
        say("📍 Wo: {where}", where=where(plan, region)),
        _line(say("🚌 Haltestelle: {stop}", stop=plan.stop), plan.stop),
        say("👥 Für wen: {grades}", grades=grades(plan.grades, region)),
        say("💶 Kosten: {cost}", cost=plan.cost or words("kostenlos")),
        _line(say("📝 Anmeldung: {how}", how=plan.registration), plan.registration),
        _line(say("⏳ Anmelden bis: {deadline}", deadline=deadline), deadline),
        _line(say("🎒 Mitbringen: {bring}", bring=plan.bring), plan.bring),
        _parents(plan),
        _line(say("♿ Barrierefreiheit: {access}", access=plan.access), plan.access),
    ]
    return join([say("{about}", about=plan.about), join(lines)], "\n\n")


def in_full(plan: FairPlan, region: Region) -> Text:
    """Title, state and all facts."""
    head = join([say("🎪 **{title}**", title=plan.title), state(plan)])
    return join([head, facts(plan, region)], "\n\n")


def announcement(plan: FairPlan, region: Region, *, open_to_join: bool) -> Text:
    """The announcement as pupils get it."""
    asked = say("Kommst du?") if open_to_join else closed(plan)
    return join([in_full(plan, region), asked], "\n\n")


def closed(plan: FairPlan) -> Text:
    """The registration is over, and what can still be done."""
    day_ = short_day(plan.deadline) if plan.deadline else ""
    return say(
        "⏳ Die Anmeldung ging bis {day}. Sie ist leider vorbei. "
        "Frag in deiner Schule, ob noch etwas frei ist. Oder frag einen Menschen.",
        day=day_,
    )


def people(count: int) -> str:
    """How many: "1 Person", "214 Personen"."""
    return words_n("{n} Person", "{n} Personen", count)


def _line(text: Text, given: str) -> Text:
    return text if given else Text()


def _parents(plan: FairPlan) -> Text:
    return say("👪 Deine Eltern sind willkommen.") if plan.parents else Text()
