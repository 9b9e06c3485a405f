"""What recruiters and coordinators share of their entrances."""

from collections.abc import Mapping

from bot.dialogue.entrances import Entrances, Handler
from bot.dialogue.words import Global
from handlers.everyone import desk, staff_privacy, staff_rights, surprises
from handlers.everyone.places import overview, typed_code


def staff_entrances(
    *, start: Handler, returned: Handler, words: Mapping[Global, Handler]
) -> Entrances:
    """The entrances of a role of the staff, with its own ``words`` beside the shared ones."""
    shared = {
        Global.PRIVACY: staff_privacy.show,
        Global.SETTINGS: staff_rights.settings,
        Global.LANGUAGE: staff_rights.settings,
        Global.STOP: staff_rights.stop,
        Global.DELETE: staff_rights.delete,
        Global.CONNECT: overview,
    }
    return Entrances(
        start=start,
        code=typed_code,
        unexpected=desk.unquoted,
        unreadable=surprises.unreadable,
        quoted=desk.quoted,
        edited=desk.edited,
        distress=desk.distress,
        lost=surprises.lost,
        apology=surprises.apology,
        returned=returned,
        words={**shared, **words},
    )
