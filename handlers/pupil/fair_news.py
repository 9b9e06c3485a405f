"""What pupils are sent about fairs, and the buttons under it, which work weeks later."""

from datetime import datetime

from bot.dialogue.marks import action, card_action, notice
from bot.dialogue.screen import Card, Choice, Present, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.domain.errors import NotFound
from bot.domain.fairs import FairAnswer, FairPlan, FairState
from bot.domain.people import Role
from bot.domain.reminders import ReminderKind
from bot.i18n import Text, join, label, say, short_day
from bot.services.fair_plans import Fair
from bot.services.services import Services
from bot.services.unit import Reader
from handlers.everyone import fair_words
from handlers.pupil import fair_answer

_BOTH = (Role.PUPIL, Role.COORDINATOR)  # coordinators try an announcement on themselves


@notice("fair_announcement")
def announced(reader: Reader, services: Services, *, fair: int) -> Screen | None:
    """The announcement, with its answers."""
    found = _ahead(services, fair)
    if found is None:
        return None
    joins = services.fairs.can_be_joined(found.plan)  # one wording for all who get it
    text = fair_words.announcement(found.plan, services.unit.region, open_to_join=joins)
    if reader.role != Role.PUPIL:
        text = join([say("🧪 Test – so sehen es die Jugendlichen:"), text], "\n\n")
    return Screen(text, _answers(found, tuple(FairAnswer) if joins else ()))


@notice("fair_reminder")
def reminder(
    reader: Reader, services: Services, *, fair: int, kind: str, start: str
) -> Screen | None:
    """A reminder, judged once more; its days are counted when it is sent."""
    if not services.reminders.still_holds(fair, reader.id, kind, start):
        return None
    found = services.fairs.get(fair)
    plan = found.plan
    days = (plan.day - services.unit.today).days
    head = {0: say("⏰ Heute ist es so weit!"), 1: say("⏰ Morgen ist es so weit!")}.get(
        days, say("⏰ In {days} Tagen ist es so weit!", days=days)
    )
    lines = [head, fair_words.in_full(plan, services.unit.region)]
    sign_up = services.sign_ups.find(fair, reader.id)
    if sign_up is not None and sign_up.answer is FairAnswer.MAYBE:
        joins = FairAnswer.YES in _possible(reader, services, found)
        asked = say("Kommst du?") if joins else fair_words.closed(plan)
        return Screen(
            join([*lines, asked], "\n\n"), _answers(found, _possible(reader, services, found))
        )
    return Screen(
        join(lines, "\n\n"),
        column(
            Choice(label("📅 In den Kalender"), _card("fair_ics", found)),
            Choice(label("❌ Ich komme nicht"), _card("fair_no", found)),
            _no_more(found),
        ),
    )


@notice("fair_deadline")
def deadline(
    reader: Reader, services: Services, *, fair: int, kind: str, start: str
) -> Screen | None:
    """The registration ends soon: saying yes here registers nowhere."""
    if not services.reminders.still_holds(fair, reader.id, kind, start):
        return None
    found = services.fairs.get(fair)
    plan = found.plan
    if plan.deadline is None or kind != ReminderKind.DEADLINE:
        return None
    text = [
        say("📝 Denk an die Anmeldung! Sie geht bis {day}.", day=short_day(plan.deadline)),
        fair_words.in_full(plan, services.unit.region),
    ]
    return Screen(
        join(text, "\n\n"),
        column(Choice(label("❌ Ich komme nicht"), _card("fair_no", found)), _no_more(found)),
    )


@notice("fair_moved")
def moved(
    reader: Reader, services: Services, *, fair: int, start: str, end: str, place: str
) -> Screen | None:
    """Another time or place, for everybody who counts on the one given here."""
    found = _ahead(services, fair)
    if found is None or _is_as(found.plan, start, end, place):
        return None
    old = FairPlan(
        found.plan.title, datetime.fromisoformat(start), datetime.fromisoformat(end), place
    )
    text = [
        say("❗ **{title}**: Das hat sich geändert.", title=found.plan.title),
        say("Bisher: {when}, {place}", when=fair_words.when(old), place=place),
        join([say("**Neu:**"), fair_words.facts(found.plan, services.unit.region)]),
        _ask_again(reader, services, found),
    ]
    return Screen(join(text, "\n\n"), _answers(found, _possible(reader, services, found)))


@notice("fair_cancelled")
def called_off(reader: Reader, services: Services, *, fair: int) -> Screen | None:
    """The fair does not take place."""
    found = services.fairs.find(fair)
    if found is None or found.plan.state is not FairState.CANCELLED:
        return None
    text = say(
        "❌ **{title}** fällt leider aus.\n\nEs wäre gewesen: {when}.\n\n"
        "Du musst nichts tun. Ich erinnere dich nicht mehr daran.",
        title=found.plan.title, when=fair_words.when(found.plan),
    )  # fmt: skip
    remove = Choice(label("📅 Aus dem Kalender"), _card("fair_ics", found))
    return Screen(text, column(remove, _no_more(found)))


@card_action("fair_yes", *_BOTH)
def come(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """Ich komme."""
    return _answer(turn, services, subject, version, FairAnswer.YES)


@card_action("fair_maybe", *_BOTH)
def perhaps(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """Vielleicht."""
    return _answer(turn, services, subject, version, FairAnswer.MAYBE)


@card_action("fair_no", *_BOTH)
def stay_away(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """Nein danke."""
    return _answer(turn, services, subject, version, FairAnswer.NO)


@card_action("fair_ics", *_BOTH)
def calendar(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The calendar file of the fair as it is planned now."""
    return fair_answer.calendar(turn, services, fair=subject)


@card_action("fairs_off", *_BOTH)
def no_more(turn: Turn, services: Services, *, subject: int, version: int) -> Shown:
    """🔕 under every push."""
    return _only_a_test() if turn.speaker.role.is_staff else stop(turn, services)


@action
def stop(turn: Turn, services: Services) -> Screen:
    """No more news of fairs; with the consent go the answers that rest on it."""
    services.sign_ups.stop_news(turn.speaker.id)
    text = say(
        "🔕 Du bekommst keine Nachrichten zu Messen mehr. "
        "Deine Antworten zu Messen habe ich gelöscht."
    )
    return Screen(text, column(Choice(label("🔔 Wieder anschalten"), to(fair_answer.want_news))))


def _answer(turn: Turn, services: Services, fair: int, version: int, answer: FairAnswer) -> Shown:
    """An old button says what has changed instead of answering to another date."""
    if turn.speaker.role.is_staff:
        return _only_a_test()
    found = services.fairs.find(fair)
    if found is None:
        raise NotFound(f"fair {fair}")
    if found.plan.version != version or _ahead(services, fair) is None:
        return fair_answer.details_of(fair)
    return fair_answer.answer(turn, services, fair=fair, said_so=answer.value, version=version)


def _only_a_test() -> Present:
    return Present(say("🧪 Das war nur ein Test. Jugendliche antworten mit diesem Knopf."))


def _ahead(services: Services, fair: int) -> Fair | None:
    """The fair, unless it is gone, cancelled or has begun."""
    found = services.fairs.find(fair)
    return found if found is not None and services.fairs.is_ahead(found.plan) else None


def _is_as(plan: FairPlan, start: str, end: str, place: str) -> bool:
    return (plan.start.isoformat(), plan.end.isoformat(), plan.place) == (start, end, place)


def _ask_again(reader: Reader, services: Services, fair: Fair) -> Text:
    if FairAnswer.YES not in _possible(reader, services, fair):
        return fair_words.closed(fair.plan)
    sign_up = services.sign_ups.find(fair.id, reader.id)
    coming = sign_up is not None and sign_up.answer is not FairAnswer.NO
    return say("Kommst du trotzdem?") if coming else say("Kommst du?")


def _possible(reader: Reader, services: Services, fair: Fair) -> tuple[FairAnswer, ...]:
    return services.sign_ups.possible(fair.id, fair.plan, reader.id)


def _answers(fair: Fair, possible: tuple[FairAnswer, ...]) -> tuple[tuple[Choice, ...], ...]:
    """The answers that are still possible; just "no" would ask nothing."""
    choices = [
        Choice(label(fair_answer.ANSWERS[each]), _card(f"fair_{each.value}", fair))
        for each in possible
    ]
    asked = ((choices[0],), tuple(choices[1:])) if len(choices) > 1 else ()
    return (
        *asked,
        (Choice(label("📅 In den Kalender"), _card("fair_ics", fair)),),
        (_no_more(fair),),
    )


def _no_more(fair: Fair) -> Choice:
    return Choice(label("🔕 Keine Messe-Infos"), _card("fairs_off", fair))


def _card(name: str, fair: Fair) -> Card:
    return Card(name, fair.id, fair.plan.version)
