"""A new key: everything can be read with it alone, whatever was written meanwhile."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import text

from bot.rehearsal.stage import Stage
from storage import rotation
from storage.cipher import Cipher
from storage.database import Database
from storage.rotation import rotate

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)
NEW = Fernet.generate_key().decode()


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, NOON).open()
    yield stage
    await stage.close()


def with_keys(stage: Stage, *keys: str) -> Database:
    """The same database, opened with these keys."""
    return Database(
        stage.settings.database, Cipher(list(keys), stage.settings.pepper.get_secret_value())
    )


def old_key(stage: Stage) -> str:
    return stage.settings.keys[0].get_secret_value()


async def test_the_newest_key_alone_opens_everything(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    lena = stage.person("lena")
    await lena.starts()
    await lena.taps("Los geht's")
    await lena.says("backen")
    await stage.lotse.close()
    both = with_keys(stage, NEW, old_key(stage))
    done = rotate(both)
    both.close()
    assert done.values > 5
    assert done.illegible == 0
    stage.settings = stage.settings.model_copy(update={"keys": (SecretStr(NEW),)})
    stage.lotse = stage._build()
    await stage.open()
    await lena.taps("Weiter")
    assert lena.sees("Frage 2")


async def test_the_old_key_opens_nothing_any_more(stage: Stage) -> None:
    await stage.person("lena").starts()
    both = with_keys(stage, NEW, old_key(stage))
    rotate(both)
    both.close()
    only_old = with_keys(stage, old_key(stage))
    assert rotate(only_old).values == 0
    only_old.close()


async def test_what_no_key_opens_stays_and_is_counted(stage: Stage) -> None:
    await stage.person("lena").starts()
    await stage.backstage(
        lambda unit: (
            unit.session.execute(
                text("UPDATE address SET value = :torn"), {"torn": b"gAAAAABtorn"}
            )
            and None
        )
    )
    both = with_keys(stage, NEW, old_key(stage))
    done = rotate(both)
    both.close()
    assert done.illegible == 1
    assert done.values > 0
