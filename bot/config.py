"""Settings: read once at start from the environment and ``.env``, frozen afterwards."""

import os
import re
import stat
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from datetime import time
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ENV_FILE = Path(".env")
SHORTEST_PEPPER = 32  # characters; as long as the hash it keys
SHORTEST_SECRET = 32  # characters
_MAKE_KEYS = "lotse keys >> .env && chmod 600 .env"
_MAKE_ANY = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'
_TOKEN = re.compile(r"\d{6,}:[\w-]{30,}", re.ASCII)
_WEBHOOK_SECRET = re.compile(rf"[\w-]{{{SHORTEST_SECRET},256}}", re.ASCII)
_SITE = re.compile(r"https?://(\*\.)?[a-z0-9.-]+(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_EVERYBODY = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH

AskedWithParents = Literal["14-15", "16-17"]


class Settings(BaseSettings):
    """What an operator decides. Each setting ``name`` is the variable ``LOTSE_NAME``.

    Secrets have no default, so that nothing can run on a key that the whole world knows.
    Raises pydantic's ValidationError for a malformed value or an unknown ``LOTSE_…`` line in
    ``.env``; the error hides the value.
    """

    model_config = SettingsConfigDict(
        env_prefix="LOTSE_",
        env_file=ENV_FILE,
        dotenv_filtering="match_prefix",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    database: str = Field(
        default="sqlite:///var/lotse.db",
        repr=False,
        description="Where everything is kept: `sqlite:///path` or `postgresql://user:password@host/name`.",
    )
    keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(),
        description="Data keys (Fernet), newest first, separated by commas. "
        "Keep them apart from backups.",
    )
    pepper: SecretStr = Field(
        default=SecretStr(""),
        description="Secret behind the hashes that addresses are found by: "
        f"at least {SHORTEST_PEPPER} characters, never changed.",
    )
    region: str = Field(
        default="kreis_paderborn",
        pattern=r"^[a-z][a-z0-9_]*$",
        description="County pack: the folder of that name in `bot/region/packs/`.",
    )
    host: str = Field(
        default="127.0.0.1", description="Network address the web page is served on."
    )
    port: int = Field(default=8080, ge=1, le=65535, description="Port the web page is served on.")
    base_url: str = Field(
        default="http://127.0.0.1:8080",
        pattern=r"^https?://[^/\s]+(/[^\s?#]*)?$",
        description="Address people reach the page by; return links and QR codes begin with it.",
    )
    embedded_in: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Sites that may show the chat inside their own pages, separated by commas: "
        "`https://connect-pb.de`.",
    )
    quiet_from: time = Field(
        default=time(20), description="From this local time on nothing is pushed."
    )
    quiet_until: time = Field(
        default=time(7, 30), description="Until this local time nothing is pushed."
    )
    unfinished_hours: int = Field(
        default=48,
        ge=1,
        le=48,
        description="Hours after the last tap until answers without consent are gone.",
    )
    invitation_days: int = Field(
        default=7, ge=1, le=30, description="Days until an unused staff invitation expires."
    )
    parent_step: Annotated[tuple[AskedWithParents, ...], NoDecode] = Field(
        default=(),
        description="Age bands that are asked to talk with their parents before anything is sent: "
        "`14-15`, `16-17`, separated by commas.",
    )
    telegram_token: SecretStr = Field(
        default=SecretStr(""),
        description="Token of the pupils' bot, from BotFather; without it there is no such bot.",
    )
    telegram_staff_token: SecretStr = Field(
        default=SecretStr(""),
        description="Token of the staff's own bot; without it staff use the pupils' bot.",
    )
    telegram_staff_name: str = Field(
        default="",
        pattern=r"^(\w{5,32})?$",
        description="User name of the staff's bot, without @: invitations lead there.",
    )
    telegram_updates: Literal["polling", "webhook"] = Field(
        default="polling",
        description="How updates arrive: `polling` (fetched, works anywhere) or `webhook` "
        "(brought to the base address).",
    )
    telegram_secret: SecretStr = Field(
        default=SecretStr(""),
        description="For `webhook`: what Telegram shows with each update; "
        f"{SHORTEST_SECRET} to 256 of `A-Z a-z 0-9 _ -`.",
    )
    telegram_per_second: int = Field(
        default=30,
        ge=1,
        le=1000,
        description="Messages a second Telegram allows a bot. Above 30 it charges Stars for them "
        "(paid broadcasts, at most 1000).",
    )
    telegram_api: str = Field(
        default="https://api.telegram.org",
        pattern=r"^https?://[^/\s]+(/[^\s?#]*)?$",
        description="Where the Bot API is: Telegram's own, or a server of yours.",
    )
    telegram_test_server: bool = Field(
        default=False, description="Use Telegram's test environment, with a token made there."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least important log line that is written."
    )
    log_json: bool = Field(
        default=False, description="One JSON object a line instead of text for people."
    )

    @model_validator(mode="before")
    @classmethod
    def _lead_to_the_own_port(cls, given: Any) -> Any:
        # else a trial on another port would give out links that lead nowhere
        if isinstance(given, dict) and given.get("port") and not given.get("base_url"):
            return {**given, "base_url": f"http://127.0.0.1:{given['port']}"}
        return given

    @field_validator("keys", "embedded_in", "parent_step", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        if given is None:  # the name stands alone in .env
            return ()
        if isinstance(given, str):
            return tuple(part.strip() for part in given.split(",") if part.strip())
        return given

    @field_validator("embedded_in")
    @classmethod
    def _are_sites(cls, sites: tuple[str, ...]) -> tuple[str, ...]:
        # they become part of a header, where a semicolon would begin another rule
        if not all(map(_SITE.fullmatch, sites)):
            raise ValueError("write sites like https://connect-pb.de, with commas between")
        return sites

    @field_validator("quiet_from", "quiet_until")
    @classmethod
    def _is_local(cls, hour: time) -> time:
        if hour.tzinfo is not None:
            raise ValueError("write a local time like 20:00, without a zone")
        return hour

    @field_validator("base_url", "telegram_api")
    @classmethod
    def _is_address(cls, url: str) -> str:
        try:
            urlsplit(url)
        except ValueError:
            raise ValueError("write a whole address like https://example.org") from None
        return url.rstrip("/")

    def check_for_real_use(self, env_file: Path = ENV_FILE) -> list[str]:
        """What is missing or too weak for real people, each with what to do; empty if well."""
        return [
            *self._weak_secrets(),
            *self._weak_address(),
            *self._weak_telegram(),
            *self._weak_staff_bot(),
            *_unknown_names(),
            *_readable_by_others(env_file),
        ]

    def _weak_secrets(self) -> Iterator[str]:
        if not self.keys:
            yield f"LOTSE_KEYS is missing. Make fresh secrets: {_MAKE_KEYS}"
        for place, key in enumerate(self.keys, start=1):
            if problem := _weakness(key.get_secret_value()):
                yield f"Key {place} of LOTSE_KEYS {problem}. Make a new one: lotse keys"
        pepper = self.pepper.get_secret_value()
        if len(pepper) < SHORTEST_PEPPER or len(set(pepper)) < SHORTEST_PEPPER // 3:
            yield (
                f"LOTSE_PEPPER is missing or too simple; it needs {SHORTEST_PEPPER} "
                f"random characters. Make one: lotse keys"
            )
        elif pepper in {key.get_secret_value() for key in self.keys}:
            yield "LOTSE_PEPPER must not be one of the keys. Make another one: lotse keys"

    def _weak_address(self) -> Iterator[str]:
        address = urlsplit(self.base_url)
        reached_from_here = _is_loopback(address.hostname or "")
        if address.scheme == "http" and not reached_from_here:
            yield "LOTSE_BASE_URL is plain http. Put a proxy with a certificate in front and write https://…"
        if reached_from_here and not _is_loopback(self.host):
            yield (
                f"The page is open to the network (LOTSE_HOST={self.host}), but LOTSE_BASE_URL "
                "is this machine only. Write the public https:// address there, or "
                "LOTSE_HOST=127.0.0.1."
            )

    def _weak_staff_bot(self) -> Iterator[str]:
        token = self.telegram_staff_token.get_secret_value()
        if token and not _TOKEN.fullmatch(token):
            yield "LOTSE_TELEGRAM_STAFF_TOKEN is no token. Copy it whole from BotFather."
        if token and token == self.telegram_token.get_secret_value():
            yield "LOTSE_TELEGRAM_STAFF_TOKEN is the pupils' token. Make a second bot."
        if bool(token) is not bool(self.telegram_staff_name):
            yield (
                "LOTSE_TELEGRAM_STAFF_TOKEN and LOTSE_TELEGRAM_STAFF_NAME belong together: the "
                "token of the staff's bot, and its user name."
            )

    def _weak_telegram(self) -> Iterator[str]:
        token = self.telegram_token.get_secret_value()
        if not token:
            return
        if not _TOKEN.fullmatch(token):
            yield "LOTSE_TELEGRAM_TOKEN is no token. Copy it whole from BotFather."
        api = urlsplit(self.telegram_api)
        if api.scheme == "http" and not _is_loopback(api.hostname or ""):
            yield "LOTSE_TELEGRAM_API is plain http: everybody between could read the token."
        if self.telegram_updates == "webhook":
            yield from self._weak_webhook()

    def _weak_webhook(self) -> Iterator[str]:
        if not _WEBHOOK_SECRET.fullmatch(self.telegram_secret.get_secret_value()):
            yield (
                f"LOTSE_TELEGRAM_SECRET needs {SHORTEST_SECRET} to 256 characters A-Z, a-z, 0-9, "
                f"_ and -. Make one: {_MAKE_ANY}"
            )
        if not self.base_url.startswith("https://"):
            yield (
                "Telegram brings updates to https addresses only. Write the public https:// "
                "address into LOTSE_BASE_URL, or LOTSE_TELEGRAM_UPDATES=polling."
            )


def _weakness(key: str) -> str:
    """What is wrong with a Fernet key, as the end of a sentence; empty if nothing is."""
    try:
        raw = urlsafe_b64decode(key)
    except ValueError:
        return "is no Fernet key"
    if len(raw) != 32:
        return f"has {len(raw)} bytes instead of 32"
    # of 32 random bytes about 30 differ; fewer than 16 never happens by chance
    return "" if len(set(raw)) >= 16 else "is not random"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _unknown_names() -> Iterator[str]:
    """Misspelt variables of the environment; those of ``.env`` are refused when it is read."""
    known = {f"LOTSE_{name.upper()}" for name in Settings.model_fields}
    for name in sorted(os.environ):
        if name.upper().startswith("LOTSE_") and name.upper() not in known:
            yield f"{name} is no setting. The README lists them all: correct or remove it."


def _readable_by_others(env_file: Path) -> Iterator[str]:
    if env_file.exists() and env_file.stat().st_mode & _EVERYBODY:
        yield f"Other users of this machine can read {env_file}: chmod 600 {env_file}"
