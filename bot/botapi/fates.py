"""What an answer of the API, or no answer, means.

Kept apart: what was surely not done (no connection, 4xx, 429) and what is unclear (read timeout,
cut, 5xx, an answer that is not the API's). Client libraries merge them. Reasons are a closed list:
the API's own words never leave this file, for they may quote addresses.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.dialogue.channel import Fate, Outcome, Reason


class Trouble(StrEnum):
    """Why a call did not do what it should."""

    UNREACHED = "unreached"  # no connection, a proxy turned it away: surely not done
    FLOODED = "flooded"  # 429: surely not done, ``retry_after`` seconds to wait
    TOKEN = "token"  # noqa: S105 - the name of a trouble. 401: nothing can be sent until it is replaced
    CONFLICT = "conflict"  # 409: somebody else fetches with this token, or a webhook is set
    BLOCKED = "blocked"
    GONE = "gone"
    UNCHANGED = "unchanged"  # an edit that changes nothing: as good as done
    NO_MESSAGE = "no_message"  # the message to edit is gone, too old, or of another kind
    EXPIRED = "expired"  # a tap is answered too late
    REJECTED = "rejected"  # any other 4xx
    UNCLEAR = "unclear"  # may have been done


@dataclass(frozen=True, slots=True)
class Failure:
    """A call that did not do what it should. ``retry_after`` is in seconds."""

    trouble: Trouble
    status: int = 0
    retry_after: float = 0.0


class CallFailed(Exception):
    """A call failed; ``failure`` tells how. Its text is safe to be written anywhere."""

    def __init__(self, method: str, failure: Failure) -> None:
        super().__init__(f"{method}: {failure.trouble} ({failure.status or 'no answer'})")
        self.failure = failure


UNREACHED = Failure(Trouble.UNREACHED)
UNCLEAR = Failure(Trouble.UNCLEAR)

_WORDS = (  # the first that the description holds decides
    ("message is not modified", Trouble.UNCHANGED),
    ("query is too old", Trouble.EXPIRED),
    ("query id is invalid", Trouble.EXPIRED),
    ("message to edit not found", Trouble.NO_MESSAGE),
    ("message can't be edited", Trouble.NO_MESSAGE),
    ("message_id_invalid", Trouble.NO_MESSAGE),
    ("message identifier is not specified", Trouble.NO_MESSAGE),
    (
        "in the message to edit",
        Trouble.NO_MESSAGE,
    ),  # "there is no text …", "there is no caption …"
    ("message to delete not found", Trouble.NO_MESSAGE),
    ("message can't be deleted", Trouble.NO_MESSAGE),
    ("deactivated", Trouble.GONE),
    ("chat not found", Trouble.GONE),
    ("user not found", Trouble.GONE),
    ("peer_id_invalid", Trouble.GONE),
    ("send messages to bots", Trouble.REJECTED),
    ("send messages to the bot", Trouble.REJECTED),
)
_BY_STATUS = {
    401: Trouble.TOKEN,
    403: Trouble.BLOCKED,
    408: Trouble.UNCLEAR,
    409: Trouble.CONFLICT,
    429: Trouble.FLOODED,
}
_FATES = {
    Trouble.UNREACHED: Outcome.NOT_SENT,
    Trouble.FLOODED: Outcome.NOT_SENT,
    Trouble.TOKEN: Outcome.SHUT_OUT,
    Trouble.UNCHANGED: Outcome.SENT,
    Trouble.UNCLEAR: Outcome.UNCLEAR,
}
_REASONS = {Trouble.BLOCKED: Reason.BLOCKED, Trouble.GONE: Reason.GONE}
_LONGEST_WAIT = 3600.0  # an odd retry_after must not silence a chat for ever


def judge(status: int, description: str = "", retry_after: float = 0.0) -> Failure:
    """What a refusal means: the HTTP status and the API's ``description``."""
    if status >= 500 or status < 300:
        return Failure(Trouble.UNCLEAR, status)
    if status < 400:  # a proxy sends us elsewhere; nobody follows with a token in the address
        return Failure(Trouble.UNREACHED, status)
    if status == 404 and description.strip().casefold() == "not found":
        return Failure(Trouble.TOKEN, status)  # so the API answers a token that is none
    if status in {400, 403}:
        said = description.casefold()
        for words, trouble in _WORDS:
            if words in said:
                return Failure(trouble, status)
    wait = min(max(retry_after, 1.0), _LONGEST_WAIT) if status == 429 else 0.0
    return Failure(_BY_STATUS.get(status, Trouble.REJECTED), status, wait)


def read_answer(method: str, status: int, body: str | bytes) -> Any:
    """The ``result`` of the API's answer to a call. Raises CallFailed, and nothing else."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        raise CallFailed(method, _foreign(status))
    if answer["ok"] is True and status < 300 and "result" in answer:
        return answer["result"]
    raise CallFailed(method, _refusal(status, answer))


def _refusal(status: int, answer: dict[str, Any]) -> Failure:
    parameters, code = answer.get("parameters"), answer.get("error_code")
    wait = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return judge(
        code if status < 300 and isinstance(code, int) else status,
        str(answer.get("description", "")),
        float(wait) if isinstance(wait, int | float) else 0.0,
    )


def _foreign(status: int) -> Failure:
    """An answer of a proxy, not of the API: 4xx and redirects mean that it went no further."""
    if 300 <= status < 500 and status != 408:
        return Failure(Trouble.UNREACHED, status)
    return Failure(Trouble.UNCLEAR, status)


def fate_of(failure: Failure, message_id: str = "") -> Fate:
    """What is recorded of a message whose call failed so. ``message_id`` is that of an edit."""
    outcome = _FATES.get(failure.trouble, Outcome.REFUSED)
    if outcome is Outcome.REFUSED:
        return Fate(outcome, reason=_REASONS.get(failure.trouble, Reason.REJECTED))
    if outcome is Outcome.SENT:
        return Fate(outcome, message_id)
    return Fate(outcome, retry_after=failure.retry_after)
