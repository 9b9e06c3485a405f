"""Every screen can be come to, and no screen is a dead end."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from tests.house.source import name_of, nodes, place, python_files

MARKS = {"screen", "action"}
LAST_WORDS = {"forget", "part", "_alone"}
"""To who has gone, they say how to begin anew; to who is at the wrong bot, where to go."""


def doors(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a file that a choice may lead to."""
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            marks = {each.id for each in node.decorator_list if isinstance(each, ast.Name)}
            if marks & MARKS:
                yield node


def led_to(*paths: Path) -> set[str]:
    """The names that anything else in the files calls, opens or hands on."""
    found = set()
    for path in paths:
        for node in nodes(path):
            if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
                found.add(name_of(node))
    return found


def nobody_comes_to(*paths: Path) -> Iterator[str]:
    known = led_to(*paths)
    for path in paths:
        yield from (place(path, door) for door in doors(path) if door.name not in known)


def dead_ends(path: Path) -> Iterator[str]:
    """Screens without the engine's own way back, without a choice and without a question."""
    for function in nodes(path):
        if isinstance(function, ast.FunctionDef) and function.name not in LAST_WORDS:
            yield from (place(path, each) for each in ast.walk(function) if _is_shut(each))


def _is_shut(node: ast.AST) -> TypeGuard[ast.Call]:
    if not (isinstance(node, ast.Call) and name_of(node.func) == "Screen" and len(node.args) < 2):
        return False
    said = {each.arg: each.value for each in node.keywords}
    is_off = isinstance(said.get("back"), ast.Constant)  # True is the default, so nobody says it
    return is_off and not said.keys() & {"rows", "answer"}


def test_every_screen_can_be_come_to() -> None:
    assert list(nobody_comes_to(*python_files("handlers"))) == []


def test_no_screen_is_a_dead_end() -> None:
    assert [line for path in python_files("handlers") for line in dead_ends(path)] == []


LONELY = """
@screen
def tips(turn, services):
    return Screen(say("…"), back=False, menu=False)
"""


def test_the_rules_see_what_breaks_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.source.ROOT", tmp_path)
    lonely = tmp_path / "tips.py"
    lonely.write_text(LONELY, encoding="utf-8")
    assert list(nobody_comes_to(lonely)) == ["tips.py:3"]
    assert list(dead_ends(lonely)) == ["tips.py:4"]
    visitor = tmp_path / "menu.py"
    visitor.write_text("Choice(label('Tipps'), to(tips))", encoding="utf-8")
    assert list(nobody_comes_to(lonely, visitor)) == []
