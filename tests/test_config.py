import os
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr, ValidationError

from bot.config import Settings

KEY, OTHER_KEY, PEPPER = (Fernet.generate_key().decode() for _ in range(3))

TOKEN = "1234567890:" + "A" * 35


@pytest.fixture(autouse=True)
def _clean_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LOTSE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    path = tmp_path / ".env"
    path.touch(mode=0o600)
    return path


def strong(**changes: object) -> Settings:
    good = {"keys": KEY, "pepper": PEPPER, "host": "::", "base_url": "https://lotse.example"}
    return Settings(**{**good, **changes})


def test_strong_settings_pass_without_a_word(env_file: Path) -> None:
    assert strong().check_for_real_use(env_file) == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"keys": ""}, "LOTSE_KEYS is missing"),
        ({"keys": "hello"}, "Key 1 of LOTSE_KEYS"),
        ({"keys": f"{KEY},{KEY[:20]}"}, "Key 2 of LOTSE_KEYS"),
        ({"keys": "A" * 43 + "="}, "is not random"),
        ({"pepper": ""}, "LOTSE_PEPPER is missing or too simple"),
        ({"pepper": "pepper"}, "LOTSE_PEPPER is missing or too simple"),
        ({"pepper": "ab" * 40}, "LOTSE_PEPPER is missing or too simple"),
        ({"pepper": KEY}, "must not be one of the keys"),
        ({"base_url": "http://lotse.example"}, "plain http"),
        ({"base_url": "http://127.0.0.1:8080"}, "open to the network"),
        ({"telegram_token": "123:abc"}, "LOTSE_TELEGRAM_TOKEN is no token"),
        ({"telegram_token": TOKEN, "telegram_api": "http://api.example"}, "TELEGRAM_API is plain"),
        ({"telegram_token": TOKEN, "telegram_updates": "webhook"}, "LOTSE_TELEGRAM_SECRET needs"),
        (
            {"telegram_token": TOKEN, "telegram_updates": "webhook", "telegram_secret": "ä" * 40},
            "LOTSE_TELEGRAM_SECRET needs",
        ),
    ],
)
def test_each_weakness_is_named_with_what_to_do(
    changes: dict[str, object], complaint: str, env_file: Path
) -> None:
    complaints = strong(**changes).check_for_real_use(env_file)
    assert len(complaints) == 1
    assert complaint in complaints[0]


def test_a_misspelt_variable_of_the_environment_is_named(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOTSE_TELEGRM_TOKEN", TOKEN)
    (complaint,) = strong().check_for_real_use(env_file)
    assert complaint.startswith("LOTSE_TELEGRM_TOKEN is no setting")
    assert TOKEN not in complaint


@pytest.mark.parametrize("loopback", ["http://127.0.0.1:8080", "http://localhost", "http://[::1]"])
def test_plain_http_is_fine_on_the_loopback(loopback: str, env_file: Path) -> None:
    assert strong(base_url=loopback, host="127.0.0.1").check_for_real_use(env_file) == []


def test_a_webhook_needs_an_https_address(env_file: Path) -> None:
    settings = strong(
        base_url="http://127.0.0.1:8080", host="127.0.0.1",
        telegram_token=TOKEN, telegram_updates="webhook", telegram_secret="s" * 32,
    )  # fmt: skip
    (complaint,) = settings.check_for_real_use(env_file)
    assert "https addresses only" in complaint


def test_a_bot_with_good_settings_passes_without_a_word(env_file: Path) -> None:
    brought = {"telegram_updates": "webhook", "telegram_secret": "s" * 32}
    assert strong(telegram_token=TOKEN).check_for_real_use(env_file) == []
    assert strong(telegram_token=TOKEN, **brought).check_for_real_use(env_file) == []


def test_an_env_file_that_others_can_read_is_a_weakness(env_file: Path) -> None:
    env_file.chmod(0o644)
    (complaint,) = strong().check_for_real_use(env_file)
    assert "chmod 600" in complaint


def test_nothing_is_complained_about_when_there_is_no_env_file(tmp_path: Path) -> None:
    assert strong().check_for_real_use(tmp_path / ".env") == []


def test_keys_are_read_newest_first_from_env_file_and_environment(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env_file.write_text(f"LOTSE_KEYS={KEY}, {OTHER_KEY}\nLOTSE_PORT=\nPOSTGRES_USER=lotse\n")
    assert Settings().keys == (SecretStr(KEY), SecretStr(OTHER_KEY))
    assert Settings().port == 8080
    monkeypatch.setenv("LOTSE_KEYS", OTHER_KEY)
    assert Settings().keys == (SecretStr(OTHER_KEY),)


def test_a_misspelt_line_in_the_env_file_is_an_error(env_file: Path) -> None:
    env_file.write_text("LOTSE_BASEURL=https://lotse.example\n")
    with pytest.raises(ValidationError, match="baseurl"):
        Settings()


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 0},
        {"base_url": "lotse.example"},
        {"region": "../etc"},
        {"unfinished_hours": 49},
        {"parent_step": "12-13"},
        {"log_level": "LOUD"},
        {"quiet_from": "20:00+02:00"},
        {"embedded_in": "https://connect-pb.de; script-src *"},
        {"embedded_in": "https://connect-pb.de,https://bären.example"},
        {"embedded_in": "connect-pb.de"},
    ],
)
def test_malformed_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        strong(**wrong)


def test_settings_do_not_change_after_start() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        strong().port = 1


def test_no_secret_shows_in_repr_or_error() -> None:
    database = "postgresql://lotse:geheim@db/lotse"
    settings = strong(database=database)
    assert settings.database == database
    for secret in (KEY, PEPPER, "geheim"):
        assert secret not in repr(settings)
        assert secret not in str(settings)
    with pytest.raises(ValidationError) as refused:
        strong(parent_step=KEY)
    assert KEY not in str(refused.value)


def test_without_an_address_links_lead_to_the_own_port(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().base_url == "http://127.0.0.1:8080"
    monkeypatch.setenv("LOTSE_PORT", "8090")
    assert Settings().base_url == "http://127.0.0.1:8090"
    monkeypatch.setenv("LOTSE_BASE_URL", "https://lotse.example")
    assert Settings().base_url == "https://lotse.example"


def test_base_url_has_no_trailing_slash() -> None:
    assert strong(base_url="https://lotse.example/a/").base_url == "https://lotse.example/a"


def test_age_bands_of_the_parent_step_are_a_list() -> None:
    assert strong(parent_step="14-15,16-17").parent_step == ("14-15", "16-17")
