"""Of two processes on one PostgreSQL only one claims what goes to a chat, so its order holds."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.rehearsal.stage import Stage
from bot.services.outbox import Lane
from storage.queries import claims, outbox

NOW = datetime(2027, 2, 1, 11, tzinfo=UTC)
LANES = range(len(Lane))


@pytest.fixture
async def stage(postgresql_url: str) -> AsyncIterator[Stage]:
    """A stage with one pupil, to whom two messages wait."""
    stage = await Stage(postgresql_url, NOW).open()
    pupil = stage.person("lena", on="telegram")
    await pupil.starts()
    yield stage
    await stage.close()


@contextmanager
def process(stage: Stage) -> Iterator[Session]:
    """A transaction beside others."""
    with Session(stage.lotse.database.engine) as session, session.begin():
        yield session


def post(session: Session, address_id: int, person_id: int) -> int:
    return outbox.post(session, {
        "address_id": address_id, "person_id": person_id, "channel": "telegram", "lane": 0,
        "purpose": "answer", "due_at": NOW, "created_at": NOW, "state": "queued", "tries": 0,
        "body": {"message": {}}, "urgent": True,
    })  # fmt: skip


def claim(session: Session, most: int) -> list[int]:
    return [row.id for row in claims.due(session, NOW, "telegram", LANES, most)]


async def test_a_chat_is_claimed_by_one_process_at_a_time(stage: Stage) -> None:
    with process(stage) as session:
        first, second = post(session, 1, 1), post(session, 1, 1)
    with process(stage) as one:
        assert claim(one, 1) == [first]
        with process(stage) as other:
            assert claim(other, 10) == []
        outbox.mark(one, [first], "sending", NOW)
    with process(stage) as other:
        assert claim(other, 10) == []
        outbox.mark(other, [first], "sent", NOW)
        assert claim(other, 10) == [second]


async def test_who_writes_meanwhile_does_not_wait_for_a_claim(stage: Stage) -> None:
    with process(stage) as session:
        post(session, 1, 1)
    with process(stage) as one:
        assert len(claim(one, 10)) == 1
        with process(stage) as other:
            assert post(other, 1, 1)


async def test_who_was_taken_for_dead_cannot_queue_again_what_is_settled(stage: Stage) -> None:
    with process(stage) as session:
        row = post(session, 1, 1)
        outbox.mark(session, [row], "sending", NOW)
    with process(stage) as other:
        outbox.mark(other, [row], "unknown", NOW, body=None)
    with process(stage) as one:
        outbox.postpone(one, [row], NOW, outbox.Tries.AS_BEFORE)
        assert claim(one, 10) == []
