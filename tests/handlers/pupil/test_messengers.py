"""Where else one can write: the page and the bots that run name each other."""

from dataclasses import replace

from bot.dialogue.channel import Audience
from bot.rehearsal.stage import Stage
from bot.services.places import doors
from tests.handlers.pupil.visits import code_from, known

BOT = "https://t.me/lotse_probe_bot"


async def test_a_pupil_on_the_page_learns_of_a_bot_that_runs(small_stage: Stage) -> None:
    lena = await known(small_stage)
    await lena.says("/hilfe")
    assert not lena.sees("Telegram")
    small_stage.channels["telegram"].link = BOT
    for ask in ("/hilfe", "/verbinden"):
        await lena.says(ask)
        assert lena.sees(f"Mich gibt es auch bei Telegram, ab 16 Jahren: {BOT}")
    await lena.taps("🔗 Chat verbinden")
    assert lena.sees(f"im anderen Chat, zum Beispiel hier: {BOT}\n")
    phone = small_stage.person("phone", on="telegram")
    await phone.says(await code_from(lena))
    await phone.taps("✅ Ja, verbinden")
    await lena.says("/verbinden")
    assert not lena.sees(BOT), "it is joined"


async def test_a_pupil_on_a_messenger_is_offered_the_page(small_stage: Stage) -> None:
    small_stage.channels["telegram"].link = BOT
    lena = await known(small_stage, on="telegram")
    page = small_stage.lotse.house.base_url
    for ask in ("/hilfe", "/verbinden"):
        await lena.says(ask)
        assert lena.sees(f"Ohne Telegram geht es hier: {page}")
        assert not lena.sees(BOT)


async def test_the_teams_bot_is_not_for_pupils(small_stage: Stage) -> None:
    telegram = small_stage.channels["telegram"]
    telegram.link = BOT
    house = small_stage.lotse.house
    told = [door.link for door in doors(house, staff=False)]
    for_staff = replace(
        house,
        capabilities={"telegram": replace(telegram.capabilities, audience=Audience.STAFF)},
    )
    assert (told, doors(for_staff, staff=False)) == ([BOT], [])
    assert [door.link for door in doors(for_staff, staff=True)] == [BOT]
