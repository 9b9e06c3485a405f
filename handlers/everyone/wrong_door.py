"""Two bots, two audiences: who stands at the wrong door is told where the right one is."""

from bot.dialogue.channel import Audience
from bot.dialogue.event import EventKind
from bot.dialogue.screen import Screen, Shown
from bot.dialogue.turn import Turn
from bot.i18n import Text, join, say
from bot.services.invitations import START, code_in
from bot.services.places import GOOD_FOR
from bot.services.services import Services
from handlers.everyone.crisis import contacts
from handlers.everyone.invitation import code_given, redeem
from handlers.everyone.places import joined_by_the_team


def turn_away(turn: Turn, services: Services) -> Shown:
    """What the wrong audience of a bot gets; None when this is the right door.

    An invitation opens the staff's bot, and so does a code from a chat of the staff. Help in
    distress is told at every door.
    """
    is_staff = turn.speaker.role.is_staff
    invited = code_given(turn.said, turn.event.code) if not is_staff else ""
    match turn.capabilities.audience:
        case Audience.PUPILS if is_staff:
            return _alone(_help_first(turn, services, _take_along(turn, services)))
        case Audience.PUPILS if invited:
            return _alone(_to_the_staffs_bot(services, invited))
        case Audience.STAFF if not is_staff:
            return _at_the_staffs_door(turn, services, invited)
    return None


def _at_the_staffs_door(turn: Turn, services: Services, invited: str) -> Shown:
    if turn.event.kind is EventKind.DISTRESS:
        return _alone(_help_first(turn, services, _to_pupils(services)))
    if invited:
        answer = redeem(turn, services, code=invited)
        return answer if turn.speaker.role.is_staff else _alone(answer.text)
    return joined_by_the_team(turn, services) or _alone(_to_pupils(services))


def _help_first(turn: Turn, services: Services, otherwise: Text) -> Text:
    if turn.event.kind is not EventKind.DISTRESS:
        return otherwise
    return join([contacts(services, turn.event.safety), otherwise], "\n\n")


def _to_pupils(services: Services) -> Text:
    return say(
        "Dieser Bot ist nur für das Team. Ausbildungsplätze und Hilfe findest du hier: {link}",
        link=services.unit.house.base_url,
    )


def _to_the_staffs_bot(services: Services, invited: str) -> Text:
    code = code_in(invited)
    start = f"?start={START}{code}" if code else ""
    link = f"https://t.me/{services.unit.house.staff_bot}{start}"
    return say(
        "Für das Team gibt es einen eigenen Bot. Bitte dort weitermachen: {link}", link=link
    )


def _take_along(turn: Turn, services: Services) -> Text:
    """Staff who worked here before: all that is theirs goes along by a code, once."""
    bots = services.unit.house.capabilities
    there = {place.channel for place in services.places.of(turn.speaker.id)}
    if any(bots[name].audience is Audience.STAFF for name in there & bots.keys()):
        return _to_the_staffs_bot(services, "")
    taken = say(
        "Schreiben Sie dort diesen Code: **{code}**. Er gilt {minutes} Minuten. "
        "Dann sind Sie dort mit allem, was Ihnen gehört.",
        code=services.places.new_code(turn.speaker.id),
        minutes=int(GOOD_FOR.total_seconds() // 60),
    )
    return join([_to_the_staffs_bot(services, ""), taken], "\n\n")


def _alone(text: Text) -> Screen:
    return Screen(text, back=False, menu=False)
