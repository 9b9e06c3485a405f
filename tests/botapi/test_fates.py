import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi.fates import CallFailed, Failure, Trouble, fate_of, judge, read_answer
from bot.dialogue.channel import Fate, Outcome, Reason
from bot.logs import redacted

TOKEN = "123456789:" + "AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
HTML = f"<html><body>502 /bot{TOKEN}/sendMessage</body></html>"


def refusal(status: int, description: str, **parameters: int) -> str:
    told = {"ok": False, "error_code": status, "description": description}
    return json.dumps({**told, "parameters": parameters} if parameters else told)


def trouble(status: int, body: str | bytes) -> Failure:
    with pytest.raises(CallFailed) as failed:
        read_answer("sendMessage", status, body)
    assert TOKEN not in str(failed.value) + repr(failed.value)
    return failed.value.failure


REFUSALS = [
    (400, "Bad Request: message is not modified: specified new …", Trouble.UNCHANGED),
    (400, "Bad Request: message to edit not found", Trouble.NO_MESSAGE),
    (400, "Bad Request: message can't be edited", Trouble.NO_MESSAGE),
    (400, "Bad Request: there is no text in the message to edit", Trouble.NO_MESSAGE),
    (400, "Bad Request: MESSAGE_ID_INVALID", Trouble.NO_MESSAGE),
    (400, "Bad Request: message to delete not found", Trouble.NO_MESSAGE),
    (
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
        Trouble.EXPIRED,
    ),
    (400, "Bad Request: chat not found", Trouble.GONE),
    (400, "Bad Request: message text is empty", Trouble.REJECTED),
    (401, "Unauthorized", Trouble.TOKEN),
    (403, "Forbidden: bot was blocked by the user", Trouble.BLOCKED),
    (403, "Forbidden: user is deactivated", Trouble.GONE),
    (403, "Forbidden: bot can't initiate conversation with a user", Trouble.BLOCKED),
    (403, "Forbidden: bot can't send messages to bots", Trouble.REJECTED),
    (404, "Not Found", Trouble.TOKEN),
    (404, "Not Found: method not found", Trouble.REJECTED),
    (409, "Conflict: terminated by other getUpdates request", Trouble.CONFLICT),
    (413, "Request Entity Too Large", Trouble.REJECTED),
    (500, "Internal Server Error", Trouble.UNCLEAR),
]


@pytest.mark.parametrize(("status", "description", "expected"), REFUSALS)
def test_a_refusal_has_a_closed_reason(status: int, description: str, expected: Trouble) -> None:
    assert trouble(status, refusal(status, description)) == Failure(expected, status)


@pytest.mark.parametrize(("asked", "waits"), [(7, 7.0), (0, 1.0), (10**9, 3600.0)])
def test_429_says_how_long_to_wait(asked: int, waits: float) -> None:
    failure = trouble(429, refusal(429, "Too Many Requests", retry_after=asked))
    assert failure == Failure(Trouble.FLOODED, 429, waits)
    assert fate_of(failure) == Fate(Outcome.NOT_SENT, retry_after=waits)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (502, HTML, Trouble.UNCLEAR),
        (200, HTML, Trouble.UNCLEAR),
        (200, '{"ok":true,"resu', Trouble.UNCLEAR),
        (200, '{"ok":true}', Trouble.UNCLEAR),
        (200, "[]", Trouble.UNCLEAR),
        (200, b"\xff\xfe", Trouble.UNCLEAR),
        (200, "[" * 100_000, Trouble.UNCLEAR),
        (200, '{"ok":false,"error_code":403,"description":"Forbidden"}', Trouble.BLOCKED),
        (200, '{"ok":false,"error_code":"x","parameters":[]}', Trouble.UNCLEAR),
        (302, HTML, Trouble.UNREACHED),
        (403, HTML, Trouble.UNREACHED),
        (408, HTML, Trouble.UNCLEAR),
    ],
)
def test_what_is_not_the_apis_answer_is_told_apart(
    status: int, body: str | bytes, expected: Trouble
) -> None:
    assert trouble(status, body).trouble is expected


def test_an_answer_is_its_result() -> None:
    assert read_answer("getMe", 200, '{"ok":true,"result":{"id":7}}') == {"id": 7}


@given(st.integers(100, 599), st.text(), st.floats())
def test_every_refusal_has_a_fate(status: int, description: str, wait: float) -> None:
    fate = fate_of(judge(status, description, wait), "17")
    assert fate.outcome in Outcome
    assert (fate.outcome is Outcome.REFUSED) == (fate.reason is not None)
    assert 0 <= fate.retry_after <= 3600


@pytest.mark.parametrize(
    ("kind", "fate"),
    [
        (Trouble.BLOCKED, Fate(Outcome.REFUSED, reason=Reason.BLOCKED)),
        (Trouble.GONE, Fate(Outcome.REFUSED, reason=Reason.GONE)),
        (Trouble.REJECTED, Fate(Outcome.REFUSED, reason=Reason.REJECTED)),
        (Trouble.UNCHANGED, Fate(Outcome.SENT, "17")),
        (Trouble.UNCLEAR, Fate(Outcome.UNCLEAR)),
        (Trouble.UNREACHED, Fate(Outcome.NOT_SENT)),
        (Trouble.TOKEN, Fate(Outcome.SHUT_OUT)),
    ],
)
def test_the_fate_of_a_message(kind: Trouble, fate: Fate) -> None:
    assert fate_of(Failure(kind, 400), "17") == fate


@pytest.mark.parametrize(
    "text",
    [
        f"POST https://api.telegram.org/bot{TOKEN}/sendMessage",
        f"bot{TOKEN.replace(':', '%3A')}/getMe",
        f"Cannot connect to host ... url={TOKEN!r}",
        HTML,
    ],
)
def test_a_token_is_blacked_out(text: str) -> None:
    assert TOKEN.partition(":")[2] not in redacted(text)
