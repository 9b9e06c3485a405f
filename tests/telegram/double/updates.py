"""How a bot gets its updates: fetched with long polling, or delivered to its webhook."""

import asyncio
import re
from contextlib import suppress
from time import monotonic
from urllib.parse import urlsplit

from tests.telegram.double.account import Account, Poller, Webhook
from tests.telegram.double.chats import JsonObject
from tests.telegram.double.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, bad
from tests.telegram.double.sending import Values

_SECRET = re.compile(r"[A-Za-z0-9_-]+")
_PORTS = {None, 443, 80, 88, 8443}
_HERE = {"127.0.0.1", "localhost", "::1"}


async def get_updates(bot: Account, values: Values) -> list[JsonObject]:
    """What has happened. An offset acknowledges everything before it."""
    if bot.webhook.url:
        raise WEBHOOK_ACTIVE
    if values.get("allowed_updates") is not None:
        bot.allowed = values["allowed_updates"]
    _acknowledge(bot, values.get("offset", 0))
    if bot.poller is not None:
        bot.poller.is_ended = True
        bot.arrived.set()
    bot.poller = me = Poller()
    try:
        await _wait(bot, me, monotonic() + values.get("timeout", 0))
    finally:
        if bot.poller is me:
            bot.poller = None
    if me.is_ended:
        raise OTHER_POLLER
    return [update for _, _, update in list(bot.updates)[: values.get("limit", 100)]]


def _acknowledge(bot: Account, offset: int) -> None:
    """A negative offset keeps only that many of the newest."""
    if offset < 0:
        while len(bot.updates) > -offset:
            bot.updates.popleft()
    else:
        bot.acknowledge(offset)


async def _wait(bot: Account, me: Poller, until: float) -> None:
    while not bot.updates and not me.is_ended and (left := until - monotonic()) > 0:
        bot.arrived.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(bot.arrived.wait(), left)


def set_webhook(bot: Account, values: Values) -> bool:
    """Updates are delivered from now on; an empty address ends that."""
    url, secret = values["url"], values.get("secret_token", "")
    if url:
        _check_address(url)
    if secret and not _SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    if values.get("allowed_updates") is not None:
        bot.allowed = values["allowed_updates"]
    if values.get("drop_pending_updates"):
        bot.updates.clear()
    bot.webhook = Webhook(url, secret, values.get("max_connections", 40))
    if bot.poller is not None:
        bot.poller.is_ended = True
    bot.arrived.set()
    return True


def _check_address(url: str) -> None:
    """The messenger wants HTTPS on four ports; at this machine itself the double is content."""
    parts = urlsplit(url)
    if parts.hostname in _HERE:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if parts.port not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(bot: Account, values: Values) -> bool:
    """Updates are fetched from now on."""
    return set_webhook(bot, {**values, "url": ""})


def get_webhook_info(bot: Account, _values: Values) -> JsonObject:
    """How the delivery goes."""
    hook = bot.webhook
    info: JsonObject = {
        "url": hook.url, "has_custom_certificate": False,
        "pending_update_count": len(bot.updates),
    }  # fmt: skip
    if hook.url:
        info["max_connections"] = hook.connections
    if hook.last_error_at is not None:
        info["last_error_date"] = int(hook.last_error_at.timestamp())
        info["last_error_message"] = hook.last_error
    if bot.allowed:
        info["allowed_updates"] = bot.allowed
    return info


UPDATES = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
