"""Behind a proxy on this machine each person is told apart by the address that the proxy names."""

import httpx

from tests.channels.web_fakes import Office
from tests.channels.web_site import MARK, running


async def test_who_floods_through_the_proxy_slows_down_only_himself() -> None:
    async with (
        running(Office(), door_rate=0.001, door_burst=2) as site,
        httpx.AsyncClient(base_url=site.url, headers=MARK) as proxy,
    ):

        async def visit(address: str) -> int:
            answer = await proxy.post(
                "/api/visit", json={}, headers={"X-Forwarded-For": address, "Cookie": ""}
            )
            proxy.cookies.clear()
            return answer.status_code

        assert [await visit("192.0.2.7") for _ in range(3)] == [201, 201, 429]
        assert await visit("192.0.2.8") == 201
