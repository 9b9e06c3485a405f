"""A performance: the whole story on a database, once for each order of what happens together."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.app import county
from bot.domain.errors import BadPack
from bot.rehearsal.seeding import seed
from bot.rehearsal.stage import Stage
from bot.rehearsal.stories import casting
from bot.rehearsal.stories.checks import Evidence
from bot.rehearsal.stories.features import settings_without, switch_off
from bot.rehearsal.stories.player import Player
from bot.rehearsal.stories.script import Story
from bot.rehearsal.stories.text import Place, StoryError
from bot.rehearsal.stories.transcript import Transcript
from bot.services.backups import is_empty, wipe


async def perform(
    story: Story,
    database: str = "",
    *,
    transcript: Transcript | None = None,
    log: StringIO | None = None,
    without: Collection[str] = (),
    theatre: Callable[..., Stage] = Stage,
) -> int:
    """Play the story; returns in how many orders. Raises StoryError at the first mistake.

    ``database`` is the address of an empty database, which is wiped afterwards; without one a
    SQLite file is made and dropped. ``log`` is where the program's log goes, for checks.
    ``without`` names features that are switched off. ``theatre`` builds the stage, perhaps one
    with another messenger on it.
    """
    transcript = transcript or Transcript(Console(file=StringIO()))
    log = log or StringIO()
    orders = list(story.orders())
    for number, order in enumerate(orders, start=1):
        title = story.title if len(orders) == 1 else f"{story.title} ({number}/{len(orders)})"
        with TemporaryDirectory(prefix="lotse-story-") as folder:
            where = database or f"sqlite:///{folder}/lotse.db"
            stage = _stage(order, where, without, theatre)
            evidence = Evidence(stage, log, Path(folder))
            async with _open(stage, order, is_lent=bool(database)):
                transcript.begins(title, stage.clock.now, stage.lotse.house.region.zone)
                await _play(order, Player(stage, transcript, evidence))
    return len(orders)


def _stage(
    story: Story, database: str, without: Collection[str], theatre: Callable[..., Stage]
) -> Stage:
    try:
        region, _ = county(story.pack)
        return theatre(
            database,
            story.clock.replace(tzinfo=region.zone),
            adapt=partial(switch_off, names=without),
            region=story.pack,
            **settings_without(without),
        )
    except (BadPack, ValueError) as error:
        raise StoryError(Place(story.file, 1), str(error)) from None


@asynccontextmanager
async def _open(stage: Stage, story: Story, *, is_lent: bool) -> AsyncIterator[None]:
    """The curtain is up; afterwards nothing is left of the performance in a lent database."""
    try:
        if not is_empty(stage.lotse.database):
            raise StoryError(
                Place(story.file, 1), "is played on an empty database only, and this one is not"
            )
        await stage.open()
        try:
            yield
        finally:
            if is_lent:
                wipe(stage.lotse.database)
    finally:
        await stage.close()


async def _play(story: Story, player: Player) -> None:
    stage, transcript = player.stage, player.transcript
    player.evidence.log.seek(0)
    player.evidence.log.truncate()
    if story.is_seeded:
        await stage.backstage(partial(seed, staff=False))
    for channel in stage.channels.values():
        channel.watch = transcript.sees
    for cast in story.people:
        player.actors[cast.name] = actor = await casting.enter(stage, cast)
        if cast.role.is_staff:
            player.evidence.staff.add(actor.address)
        transcript.meets(actor.address, cast.name, actor.channel.name)
    await player.play(story.steps)
