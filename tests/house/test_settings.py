"""The settings, the README, the example file and the code name the same things."""

import ast
import re
import subprocess
import sys
import tomllib
from datetime import time

from pydantic import SecretStr

from bot.config import Settings
from tests.house.source import ROOT, name_of, nodes, python_files

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def settings_table() -> str:
    """All settings as a Markdown table, for the README."""
    rows = ["| Variable | Default | Meaning |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = field.default
        if isinstance(default, SecretStr) or default == ():
            shown = "–"
        else:
            shown = f"`{default:%H:%M}`" if isinstance(default, time) else f"`{default}`"
        rows.append(f"| `LOTSE_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows)


def test_the_table_in_the_readme_is_the_settings() -> None:
    shown = README.partition("<!-- settings -->\n")[2].partition("\n<!-- /settings -->")[0]
    assert shown == settings_table()


def test_every_setting_has_a_description() -> None:
    assert [n for n, field in Settings.model_fields.items() if not field.description] == []


def test_the_example_file_names_every_setting_and_shows_the_defaults() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    lines = re.findall(r"^(#?)LOTSE_(\w+)=(.*)$", example, re.MULTILINE)
    assert {name.lower() for _, name, _ in lines} == set(Settings.model_fields)
    defaults = {name.lower(): value for hidden, name, value in lines if hidden and value}
    assert Settings(_env_file=None, **defaults) == Settings(_env_file=None)


def test_every_setting_is_used() -> None:
    used = {
        node.attr
        for path in python_files("bot")
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and "settings" in name_of(node.value)
    }
    assert set(Settings.model_fields) - used == set()


def test_the_make_commands_of_the_readme_exist() -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z0-9]+)\b", README))
    assert {"demo", "test"} <= named
    assert named <= targets


def test_the_lotse_commands_of_the_readme_exist() -> None:
    named = set(re.findall(r"(?:^|`|\$ )(?:\.venv/bin/)?lotse ([a-z]+)", README, re.MULTILINE))
    told = subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert named
    assert named - set(re.findall(r"\b[a-z]+\b", told.stdout)) == set()


def test_versions_are_pinned_exactly_and_nothing_else_is_said() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    wanted = {_plain(each) for group in groups for each in group}
    assert wanted - {_plain(line) for line in pins} == set()


def _plain(requirement: str) -> str:
    """The name of a package, written as the index compares it."""
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()  # type: ignore[index]
