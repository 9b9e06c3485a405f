"""What a network may do to a call, and that the witness knows what arrived."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from tests.telegram.client import Client
from tests.telegram.double import Person

BREAKS = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError, aiohttp.ClientPayloadError)


@pytest.mark.parametrize("kind", ["reset", "stall", "cut"])
@pytest.mark.parametrize("delivers", [True, False])
async def test_the_connection_breaks(
    call: Client, lena: Person, kind: str, delivers: bool
) -> None:
    fault = call.double.fault(kind, "sendMessage", delivers=delivers, seconds=0.1)
    with pytest.raises(BREAKS):
        await call("sendMessage", chat_id=lena.id, text="Hallo")
    assert [each.text for each in lena.messages] == (["Hallo"] if delivers else [])
    assert fault.happened == 1
    assert (await call("sendMessage", chat_id=lena.id, text="Hallo"))["text"] == "Hallo"
    assert call.double.doubled == ({(lena.id, "Hallo"): 2} if delivers else {})


async def test_a_client_may_lose_patience(call: Client, lena: Person) -> None:
    call.double.fault("stall", delivers=True, seconds=20)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await call("sendMessage", chat_id=lena.id, text="Hallo")
    assert lena.sees("Hallo")


async def test_a_proxy_answers(call: Client, lena: Person) -> None:
    call.double.fault("html")
    call.double.fault("redirect")
    call.double.fault("garbled", delivers=True)
    fields: dict[str, Any] = {"chat_id": lena.id, "text": "Hallo"}
    url = call.address("sendMessage")
    async with call.http.post(url, json=fields) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert call.bot.token in await answer.text(), "proxies show addresses"
    async with call.http.post(url, json=fields, allow_redirects=False) as answer:
        assert answer.status == 302
    async with call.http.post(url, json=fields) as answer:
        with pytest.raises(json.JSONDecodeError):
            json.loads(await answer.text())
    assert len(lena.messages) == 1


async def test_errors_on_demand(call: Client, lena: Person) -> None:
    call.double.fault("flood", seconds=30)
    call.double.fault("answer", code=500, description="Internal Server Error")
    answer = await call.answer("sendMessage", chat_id=lena.id, text="x")
    assert answer["parameters"] == {"retry_after": 30}
    assert await call("sendMessage", chat_id=lena.id, text="x") == "500 Internal Server Error"
    assert (call.double.provoked, lena.messages) == (0, [])


async def test_a_fault_meets_whom_it_is_meant_for(call: Client, lena: Person) -> None:
    ben = call.double.person("Ben")
    ben.starts()
    fault = call.double.fault("flood", "sendMessage", chat=lena.id, skip=1, times=2)
    assert await call("getMe")
    sent = [
        isinstance(await call("sendMessage", chat_id=person.id, text="x"), dict)
        for person in (ben, lena, ben, lena, lena, lena)
    ]
    assert sent == [True, True, True, False, False, True]
    assert (fault.happened, call.double.provoked) == (2, 0)


def test_unknown_faults_are_a_mistake(call: Client) -> None:
    with pytest.raises(ValueError, match="no fault 'earthquake'"):
        call.double.fault("earthquake")


async def test_nobody_listens(call: Client) -> None:
    await call("getMe")
    await call.double.vanish()
    with pytest.raises(aiohttp.ClientConnectionError):
        await call("getMe")
    with pytest.raises(aiohttp.ClientConnectorError):
        await call("getMe")
    await call.double.listen()
    assert (await call("getMe"))["is_bot"] is True


async def test_jitter_takes_its_time(call: Client) -> None:
    call.double.jitter = (0.05, 0.06)
    began = asyncio.get_running_loop().time()
    await call("getMe")
    assert asyncio.get_running_loop().time() - began >= 0.05
