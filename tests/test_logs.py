import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
import structlog
from cryptography.fernet import Fernet

from bot import logs
from bot.dialogue.event import Event, EventKind
from tests.conftest import log_plainly

FERNET_KEY = Fernet.generate_key().decode()
CIPHERTEXT = Fernet(FERNET_KEY).encrypt(b"Lena").decode()
TOKEN = f"123456789:AA{'x_-9' * 9}"
WRITTEN = "schraube gern an Autos"
EVENT = Event("web", "a1", "e1", datetime(2027, 2, 1, tzinfo=UTC), EventKind.SAID, text=WRITTEN)

Write = Callable[[str], None]


class Paper(io.StringIO):
    """A place to log to that can be read afterwards, also as JSON."""

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


class FullDisk(io.StringIO):
    """A place to log to that takes nothing any more."""

    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, loud = root.handlers[:], root.level, logging.raiseExceptions
    yield
    root.handlers, logging.raiseExceptions = handlers, loud
    root.setLevel(level)
    log_plainly()


@pytest.fixture(params=["json", "console"])
def paper(request: pytest.FixtureRequest) -> Paper:
    stream = Paper()
    logs.configure("INFO", json=request.param == "json", stream=stream)
    return stream


@pytest.fixture
def json_paper() -> Paper:
    stream = Paper()
    logs.configure("INFO", json=True, stream=stream)
    return stream


def fail(error: Exception) -> None:
    try:
        raise error
    except type(error):
        structlog.get_logger("lotse").exception("could not send")


def fail_in_a_library(error: Exception) -> None:
    try:
        raise error
    except type(error):
        logging.getLogger("library").exception("could not send to %s", error)


def cause(text: str) -> None:
    error = RuntimeError("outer")
    error.__cause__ = ValueError(text)
    fail(error)


WAYS: dict[str, Write] = {
    "message": lambda s: structlog.get_logger("lotse").warning(f"got {s}"),
    "argument": lambda s: structlog.get_logger("lotse").warning("got %s", s),
    "value": lambda s: structlog.get_logger("lotse").warning("got", reason=s),
    "nested value": lambda s: structlog.get_logger("lotse").warning("got", all=[{"reason": s}]),
    "library's message": lambda s: logging.getLogger("library").warning(f"got {s}"),  # noqa: G004 - as they do
    "library's argument": lambda s: logging.getLogger("library").warning("got %s", s),
    "library's mapping": lambda s: logging.getLogger("library").warning("%(got)s", {"got": s}),
    "library's broken format": lambda s: logging.getLogger("library").warning(f"%d {s}", "x"),  # noqa: G004 - as they do
    "exception": lambda s: fail(RuntimeError(s)),
    "library's exception": lambda s: fail_in_a_library(RuntimeError(s)),
    "cause": cause,
    "group": lambda s: fail(ExceptionGroup(s, [ValueError(s)])),
    "note": lambda s: fail(_with_note(s)),
}


def _with_note(text: str) -> Exception:
    error = RuntimeError("noted")
    error.add_note(text)
    return error


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("dress", "secret"),
    [
        ("{}", TOKEN),
        ("GET https://messenger.example/bot{}/getMe", TOKEN),
        ("{}", FERNET_KEY),
        ("LOTSE_KEYS={}", FERNET_KEY),
        ("row {}", CIPHERTEXT),
        ("postgresql://lotse:{}@db/lotse", "geheim-9"),
        ("/staff?token={}&x=1", "kurz1"),
        ('{{"secret": "{}"}}', "kurz1"),
        ("Authorization: Bearer {}", "kurz1"),
    ],
    ids=["token", "address with token", "key", "setting with key", "ciphertext", "password",
         "short token", "short secret", "bearer"],
)  # fmt: skip
def test_no_secret_gets_out_on_any_way(way: str, dress: str, secret: str, paper: Paper) -> None:
    WAYS[way](dress.format(secret))
    assert paper.getvalue()
    assert secret not in paper.getvalue()


@pytest.mark.parametrize("way", ["exception", "library's exception", "cause", "group", "note"])
def test_exceptions_tell_their_way_but_not_what_was_typed(way: str, paper: Paper) -> None:
    WAYS[way](WRITTEN)
    assert WRITTEN not in paper.getvalue()
    assert "test_logs.py" in paper.getvalue()


@pytest.mark.parametrize(
    "write",
    [
        lambda: structlog.get_logger("lotse").warning("event %s", EVENT),
        lambda: structlog.get_logger("lotse").warning("event", event_given=EVENT),
        lambda: structlog.get_logger("lotse").warning("event", events=[EVENT]),
        lambda: structlog.get_logger("lotse").warning("event", text=EVENT.text),
        lambda: structlog.get_logger("lotse").warning("event", row={"said": EVENT.text}),
        lambda: logging.getLogger("library").warning("event %r", EVENT),
        lambda: logging.getLogger("library").warning("event %(e)r", {"e": EVENT}),
        lambda: logging.getLogger("library").warning(EVENT),
        lambda: logging.getLogger("asyncio").warning(f"task failed\nwith {EVENT}"),  # noqa: G004 - as it does
    ],
)
def test_what_people_write_is_never_logged(write: Callable[[], None], paper: Paper) -> None:
    write()
    assert paper.getvalue()
    assert WRITTEN not in paper.getvalue()


def test_harmless_facts_stay_readable(json_paper: Paper) -> None:
    log = structlog.get_logger("lotse")
    log.info("sent %s of %d", "answers", 3, outbox=17, took=0.25, late=None, at=EVENT.at)
    (line,) = json_paper.lines
    assert line.pop("timestamp")
    assert line == {
        "event": "sent answers of 3",
        "logger": "lotse",
        "level": "info",
        "outbox": 17,
        "took": 0.25,
        "late": None,
        "at": "2027-02-01 00:00:00+00:00",
    }


def test_an_operating_system_error_says_what_is_wrong(json_paper: Paper) -> None:
    logging.getLogger("library").error("cannot listen: %s", OSError(98, "Address in use", "Lena"))
    assert json_paper.lines[0]["event"] == "cannot listen: OSError: Address in use"
    fail(OSError(28, "No space left on device", "Lena.txt"))
    assert str(json_paper.lines[1]["exception"]).endswith("OSError: No space left on device")


def test_addresses_with_one_time_links_are_not_logged_by_the_web_server(paper: Paper) -> None:
    logging.getLogger("uvicorn.access").info("GET /s/onetime 200")
    logging.getLogger("httpx").info("HTTP Request: POST /botX/sendMessage")
    assert not paper.getvalue()


def test_a_full_disk_does_not_print_the_raw_line_instead(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO", json=True, stream=FullDisk())
    structlog.get_logger("lotse").warning("event", text=WRITTEN)
    assert capsys.readouterr() == ("", "")


def test_the_level_is_kept(paper: Paper) -> None:
    structlog.get_logger("lotse").debug("detail")
    logging.getLogger("library").debug("detail")
    assert not paper.getvalue()


def test_reasons_of_failure_are_redacted_with_the_same_rule() -> None:
    assert logs.redacted(f"502 from /bot{TOKEN}/x") == "502 from /bot[redacted]/x"
