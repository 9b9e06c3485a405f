"""Two bots, two audiences: who stands at the wrong door is told where the right one is."""

from bot.dialogue.channel import Audience
from bot.dialogue.event import EventKind
from bot.dialogue.screen import Screen, Shown
from bot.dialogue.turn import Turn
from bot.i18n import Text, join, say
from bot.services.invitations import START, code_in
from bot.services.services import Services
from handlers.everyone.crisis import contacts
from handlers.everyone.invitation import code_given, redeem
from handlers.everyone.places import joined_by_the_team


def turn_away(turn: Turn, services: Services) -> Shown:
    """What the wrong audience of a bot gets; None when this is the right door.

    An invitation opens the staff's bot, and help in distress is told at every door.
    """
    here, is_staff = turn.capabilities.audience, turn.speaker.role.is_staff
    invited = code_given(turn.said, turn.event.code) if not is_staff else ""
    if here is Audience.PUPILS and (is_staff or invited):
        return _alone(_to_the_staffs_bot(services, invited))
    if here is not Audience.STAFF or is_staff:
        return None
    if turn.event.kind is EventKind.DISTRESS:
        return _alone(join([contacts(services, turn.event.safety), _to_pupils(services)], "\n\n"))
    if invited:
        answer = redeem(turn, services, code=invited)
        return answer if turn.speaker.role.is_staff else _alone(answer.text)
    if (joined := joined_by_the_team(turn, services)) is not None:
        return joined
    return _alone(_to_pupils(services))


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


def _alone(text: Text) -> Screen:
    return Screen(text, back=False, menu=False)
