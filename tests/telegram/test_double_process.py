"""The double in a process of its own."""

import httpx

from tests.telegram.double import DoubleProcess


def test_it_serves_and_tells_what_it_saw() -> None:
    with DoubleProcess() as double, httpx.Client(base_url=double.url) as http:
        [lena, ben] = double.people(2)
        double.act(lena, "says", "Hallo")
        double.set(in_all=2, per_chat=None)
        double.fault("flood", "sendMessage", seconds=7)
        statuses = [
            http.post(f"/bot{double.token}/sendMessage", json={"chat_id": chat, "text": "Gut"})
            for chat in (lena, lena, lena, ben)
        ]
        assert [each.status_code for each in statuses] == [429, 200, 200, 429]
        told = double.witness()
    assert told["sent"] == [[lena, 2, "Gut"], [lena, 3, "Gut"]]
    assert (told["provoked"], told["refused"], told["waiting"]) == (1, {"sendMessage 429": 1}, 1)
    assert told["doubled"] == [[lena, "Gut", 2]]
    assert len(told["taken"]) == 2
