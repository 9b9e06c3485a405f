"""Messengers: their names, what must be known about them, and where else people can write."""

from collections import Counter
from collections.abc import Iterable

from bot.dialogue.turn import Turn
from bot.i18n import Text, join, later, listing, say, words
from bot.services.services import Services

_CHANNELS = {
    "web": later("Internetseite"),
    "telegram": later("Telegram"),
    "telegram_staff": later("Telegram (Team)"),
    "terminal": later("Textfenster"),
}


def channel_name(channel: str) -> str:
    """What people call a messenger."""
    return words(_CHANNELS[channel]) if channel in _CHANNELS else channel


def channel_names(channels: Iterable[str]) -> str:
    """The messengers as a phrase; several chats of one are counted."""
    names = [
        words("{chat} ({n} Chats)", chat=channel_name(channel), n=n)
        if n > 1
        else channel_name(channel)
        for channel, n in Counter(channels).items()
    ]
    return listing(names)


def about_the_messenger(turn: Turn, services: Services) -> Text:
    """Who else sees what is written here, from which age, and where nobody else does.

    Empty on our own page, and once somebody has agreed to something.
    """
    capabilities = turn.capabilities
    if not capabilities.firm or services.consents.given_by([turn.speaker.id]):
        return Text()
    age = (
        say(
            "{firm} erlaubt die Nutzung erst ab {age} Jahren.",
            firm=capabilities.firm, age=capabilities.minimum_age,
        )
        if capabilities.minimum_age
        else Text()
    )  # fmt: skip
    return join(
        [
            say("ℹ️ Du schreibst mir über {firm}.", firm=capabilities.firm),
            age,
            say(
                "{firm} sieht, dass du mir schreibst, und kann mitlesen. "
                "Ohne {firm} geht es auch, auf unserer Seite: {link}",
                firm=capabilities.firm, link=services.unit.house.base_url,
            ),
        ],
        " ",
    )  # fmt: skip


def other_ways(turn: Turn, services: Services) -> Text:
    """Where else people can write to the program: its page, and the messengers that run."""
    here = turn.event.channel
    ways = []
    if turn.capabilities.firm:
        page = services.unit.house.base_url
        ways.append(
            say("🌐 Ohne {firm} geht es hier: {link}", firm=turn.capabilities.firm, link=page)
        )
    for door in services.places.doors(turn.speaker.id, here):
        age = say(", ab {age} Jahren", age=door.minimum_age) if door.minimum_age else Text()
        ways.append(
            say(
                "📱 Mich gibt es auch bei {firm}{age}: {link}",
                firm=door.firm,
                age=age,
                link=door.link,
            )
        )
    return join(ways)
