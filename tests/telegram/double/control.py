"""The double from outside: what a test in another process may ask it to do, as JSON."""

from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.telegram.double.chats import Chat
from tests.telegram.double.people import Person

if TYPE_CHECKING:
    from tests.telegram.double.server import TelegramDouble

JsonObject = dict[str, Any]
_DEEDS = {"starts", "says", "taps", "edits", "quotes", "blocks", "unblocks", "deletes_account"}


def people(double: "TelegramDouble", wanted: JsonObject) -> JsonObject:
    """``count`` people who have written before; the bot does not hear of them."""
    ids = []
    for number in range(wanted["count"]):
        person = double.person(f"{wanted.get('name', 'Person')} {number}")
        person.bot.chats[person.id] = Chat(person.id, person.user)
        ids.append(person.id)
    return {"ids": ids}


def act(double: "TelegramDouble", wanted: JsonObject) -> JsonObject:
    """``person`` does something: the method ``does`` of Person, ``with`` its arguments."""
    if wanted["does"] not in _DEEDS:
        raise ValueError(f"people cannot {wanted['does']!r} from here")
    person = Person(double.users[wanted["person"]], double.lotse)
    getattr(person, wanted["does"])(*wanted.get("with", ()))
    return {}


def settings(double: "TelegramDouble", wanted: JsonObject) -> JsonObject:
    """Rates by their names, ``jitter``, ``revoked``, and how many seconds the clock moves on."""
    for name in {"in_all", "per_chat", "burst", "paid"} & set(wanted):
        setattr(double.lotse.rates, name, wanted[name])
    double.jitter = tuple(wanted.get("jitter", double.jitter))
    double.lotse.revoked = wanted.get("revoked", double.lotse.revoked)
    double.passes(timedelta(seconds=wanted.get("pass", 0)))
    return {}


def fault(double: "TelegramDouble", wanted: JsonObject) -> JsonObject:
    """A mishap, with the fields of Fault."""
    double.fault(**wanted)
    return {}


def witness(double: "TelegramDouble", _wanted: JsonObject) -> JsonObject:
    """What has been sent to whom and when (seconds of a stopwatch), and what was refused."""
    bot = double.lotse
    return {
        "sent": [[each.chat.id, each.id, each.text] for each in bot.sent],
        "taken": bot.rates.taken,
        "provoked": double.provoked,
        "charged": bot.rates.charged,
        "refused": Counter(f"{each.method} {each.code}" for each in double.refused),
        "violations": double.violations,
        "doubled": [[*what, times] for what, times in double.doubled.items()],
        "faults": [asdict(each) for each in double.faults],
        "calls": bot.calls,
        "waiting": len(bot.updates),
    }


CONTROL = {"people": people, "act": act, "settings": settings, "fault": fault, "witness": witness}
