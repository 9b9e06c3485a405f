"""How much the double takes, and how it says no."""

import pytest

from tests.telegram.client import Client
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.double.rates import Rates
from tests.telegram.double.refusals import Refusal


class Stopwatch:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def takes(rates: Rates, chat: int) -> int:
    """0 when the message is taken, else the seconds to wait."""
    try:
        rates.take(chat)
    except Refusal as refused:
        return int((refused.parameters or {})["retry_after"])
    return 0


def test_thirty_in_any_second_and_not_one_more(watch: Stopwatch) -> None:
    rates = Rates(watch)
    for chat in range(20):
        assert takes(rates, chat) == 0
    watch.seconds += 0.7
    for chat in range(20, 30):
        assert takes(rates, chat) == 0
    watch.seconds += 0.3
    assert takes(rates, 30) == 0, "the first 20 are a second ago"
    assert [takes(rates, chat) for chat in range(31, 50)] == [0] * 19
    assert takes(rates, 50) == 1
    assert rates.provoked == 1


def test_who_was_refused_has_to_wait(watch: Stopwatch) -> None:
    rates = Rates(watch, in_all=2)
    assert [takes(rates, chat) for chat in range(3)] == [0, 0, 1]
    watch.seconds += 0.99
    assert takes(rates, 4) == 1
    watch.seconds += 0.01
    assert takes(rates, 5) == 0


def test_one_a_second_for_a_chat(watch: Stopwatch) -> None:
    rates = Rates(watch)
    assert [takes(rates, 1), takes(rates, 1), takes(rates, 2)] == [0, 1, 0]
    for _ in range(5):
        watch.seconds += 1.0
        assert takes(rates, 1) == 0
    watch.seconds += 0.9
    assert takes(rates, 1) == 1
    watch.seconds += 60
    assert [takes(rates, 1), takes(rates, 1)] == [0, 1], "patience gathers no burst"


def test_an_answer_may_be_a_short_burst(watch: Stopwatch) -> None:
    rates = Rates(watch)
    rates.asked(1)
    assert [takes(rates, 1) for _ in range(4)] == [0, 0, 0, 1]


def test_paid_messages_may_be_more(watch: Stopwatch) -> None:
    rates = Rates(watch, paid=1000)
    for chat in range(1000):
        rates.take(chat, may_be_paid=True)
    assert rates.charged == 970
    assert takes(rates, 1001) == 1, "this one says nothing of being paid for"


def test_without_stars_nothing_is_paid(watch: Stopwatch) -> None:
    rates = Rates(watch)
    for chat in range(30):
        rates.take(chat, may_be_paid=True)
    with pytest.raises(Refusal):
        rates.take(31, may_be_paid=True)
    assert rates.charged == 0


def test_limits_can_be_switched_off(watch: Stopwatch) -> None:
    rates = Rates(watch, in_all=None, per_chat=None)
    assert not any(takes(rates, 1) for _ in range(100))


async def test_the_answer_says_how_long(call: Client, double: TelegramDouble) -> None:
    call.bot.rates.in_all = 3
    people = [double.person(f"P{number}") for number in range(5)]
    for person in people:
        person.starts()
    answers = [await call.answer("sendMessage", chat_id=person.id, text="x") for person in people]
    assert [answer["ok"] for answer in answers] == [True, True, True, False, False]
    assert answers[3] == {
        "ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }  # fmt: skip
    assert (double.provoked, len(double.sent)) == (2, 3)


async def test_only_messages_count(call: Client, lena: Person) -> None:
    call.bot.rates.in_all = 1
    await call("sendMessage", chat_id=lena.id, text="x")
    for text in ("y", "z"):
        edited = await call("editMessageText", chat_id=lena.id, message_id=2, text=text)
        assert edited["text"] == text
    assert await call("sendMessage", chat_id=lena.id, text="x") == "429 retry after 1"
    assert call.double.doubled == {}
    assert await call("sendChatAction", chat_id=lena.id, action="typing") is True
