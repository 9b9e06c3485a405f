"""What must be known about a messenger before anything is agreed to there."""

from bot.dialogue.turn import Turn
from bot.i18n import Text, join, say
from bot.services.services import Services


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
