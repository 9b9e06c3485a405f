"""Ways of a pupil to a fair."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.fairs import FairPlan
from bot.rehearsal.stage import Actor
from tests.services.fair_people import PLAN

BUEREN, SALZKOTTEN = "05774016", "05774036"


async def open_fair(actor: Actor, number: int = 1) -> None:
    await actor.says("messen")
    await actor.taps(f"{number} · ")


async def come(actor: Actor, band: str = "16–17") -> None:
    await open_fair(actor)
    await actor.taps("✅ Ich komme")
    await actor.taps(band)
    await actor.taps("✅ Ja, gern")


def elsewhere(title: str, start: str, town: str | None) -> FairPlan:
    begin = datetime.fromisoformat(start)
    return replace(
        PLAN, title=title, start=begin, end=begin + timedelta(hours=3), town=town, place=title
    )
