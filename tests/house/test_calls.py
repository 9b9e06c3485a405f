"""What ruff's list of banned calls cannot see: it depends on what stands before the dot."""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT, name_of, nodes, place, python_files

CLOCK = ROOT / "bot/domain/clock.py"
NURSERY = ROOT / "bot/jobs/nursery.py"
SQL_CLOCK = re.compile(r"\b(?:CURRENT_(?:TIMESTAMP|DATE|TIME)|now\(\)|strftime\()", re.IGNORECASE)

Rule = Callable[[Path], Iterator[str]]


def asks_another_clock(path: Path) -> Iterator[str]:
    """Time enters through a Clock only: not by an alias of datetime, not by the database."""
    if path == CLOCK:
        return
    for node in nodes(path):
        match node:
            case ast.Call(func=ast.Attribute(attr="today"), args=[]):
                yield place(path, node)
            case ast.Call(func=ast.Attribute(value=owner, attr="now" | "utcnow")):
                asked = owner.func if isinstance(owner, ast.Call) else owner
                if "clock" not in name_of(asked).lower():
                    yield place(path, node)
            case ast.Constant(value=str(text)) if SQL_CLOCK.search(text):
                yield place(path, node)


def starts_a_task(path: Path) -> Iterator[str]:
    """A task that nobody watches dies in silence: only the nursery starts them."""
    if path == NURSERY:
        return
    for node in nodes(path):
        match node:
            case ast.Call(func=function) if name_of(function) in {"create_task", "ensure_future"}:
                yield place(path, node)


def leaves_the_standard_library(path: Path) -> Iterator[str]:
    """The domain is pure rules: the standard library and itself."""
    if not path.is_relative_to(ROOT / "bot/domain"):
        return
    for node in nodes(path):
        match node:
            case ast.Import(names=names):
                modules = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module)):
                modules = [module]
            case _:
                continue
        for module in modules:
            known = module.split(".")[0] in sys.stdlib_module_names
            if not known and not f"{module}.".startswith("bot.domain."):
                yield f"{place(path, node)} {module}"


def keeps_state_in_the_module(path: Path) -> Iterator[str]:
    """State in a module belongs to nobody and survives every test."""
    for node in nodes(path):
        if isinstance(node, ast.Global):
            yield place(path, node)


RULES: tuple[Rule, ...] = (
    asks_another_clock,
    starts_a_task,
    leaves_the_standard_library,
    keeps_state_in_the_module,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_nothing_breaks_the_rule(rule: Rule) -> None:
    assert [line for path in python_files(*PACKAGES) for line in rule(path)] == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (asks_another_clock, "moment = datetime_type.now(UTC)"),
        (asks_another_clock, "select(func.now())"),
        (asks_another_clock, "text('UPDATE t SET at = CURRENT_TIMESTAMP')"),
        (starts_a_task, "group.create_task(work())"),
        (leaves_the_standard_library, "from sqlmodel import Session"),
        (leaves_the_standard_library, "import bot.i18n"),
        (keeps_state_in_the_module, "def f() -> None:\n    global state"),
    ],
)
def test_the_rule_sees_what_breaks_it(
    rule: Rule, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.house.test_calls.ROOT", tmp_path)
    monkeypatch.setattr("tests.house.source.ROOT", tmp_path)
    path = tmp_path / "bot" / "domain" / "planted.py"
    path.parent.mkdir(parents=True)
    path.write_text(line)
    assert len(list(rule(path))) == 1
