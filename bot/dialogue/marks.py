"""Marks that make a function a screen, an action, a card action or a notice.

Names come from the place in the folder tree (``handlers/pupil/fairs.py: near_me`` →
"pupil.fairs.near_me"); nothing is registered while importing, ``collect`` reads the packages it is
given.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import wraps
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, TypeVar

from bot.dialogue.screen import Door, Screen
from bot.domain.people import Role

Function = TypeVar("Function", bound=Callable[..., Any])
_CARD_NAME = re.compile(r"[a-z0-9_]{1,20}")  # with two 64-bit numbers: 63 of 64 bytes


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.removeprefix('handlers.')}.{function.__name__}"


def screen(function: Function) -> Function:
    """Mark a function ``(turn, services, *, …) -> Screen`` that only shows.

    It can be called again to redraw.
    """
    usual = {name: each.default for name, each in signature(function).parameters.items()}

    @wraps(function)
    def draw(*given: Any, **args: Any) -> Screen:
        shown: Screen = function(*given, **args)
        known = {key: v for key, v in args.items() if key != "said" and v != usual[key]}
        return shown if shown.here else replace(shown, here=Door(_name(function), known))

    draw.__door__ = _name(function)  # type: ignore[attr-defined]
    return draw  # type: ignore[return-value]


def action(function: Function) -> Function:
    """Mark ``(turn, services, *, …) -> Screen`` that changes something, then shows a screen."""
    function.__door__ = _name(function)  # type: ignore[attr-defined]
    return function


@dataclass(frozen=True, slots=True)
class CardRule:
    """A card action's short name on buttons and the roles that may press it."""

    name: str
    roles: frozenset[Role]


def card_action(name: str, *roles: Role) -> Callable[[Function], Function]:
    """Mark ``(turn, services, *, subject, version) -> Screen | None`` as a card action.

    Raises ValueError for a name with which a button's token might become too long.
    """
    if not _CARD_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name for a card action: 1 to 20 of a-z, 0-9 and _")

    def mark(function: Function) -> Function:
        function.__card__ = CardRule(name, frozenset(roles))  # type: ignore[attr-defined]
        return function

    return mark


def notice(name: str) -> Callable[[Function], Function]:
    """Mark ``(reader, services, **ids) -> Screen | None`` that words a notice when it is sent.

    None means: no longer true, so nothing is sent.
    """

    def mark(function: Function) -> Function:
        function.__notice__ = name  # type: ignore[attr-defined]
        return function

    return mark


@dataclass(frozen=True, slots=True)
class Book:
    """All marked functions by name."""

    doors: dict[str, Callable[..., Any]] = field(default_factory=dict)
    cards: dict[str, tuple[CardRule, Callable[..., Any]]] = field(default_factory=dict)
    notices: dict[str, Callable[..., Any]] = field(default_factory=dict)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    yield package
    for found in walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(found.name)


def collect(package: ModuleType) -> Book:
    """Read every module of ``package``. Raises ValueError when two functions claim one name."""
    book = Book()
    for module in _modules(package):
        for _, function in getmembers(module, isfunction):
            if function.__module__ == module.__name__:
                _enter(book, function)
    return book


def _enter(book: Book, function: Callable[..., Any]) -> None:
    if name := getattr(function, "__door__", None):
        _add(book.doors, name, function)
    if rule := getattr(function, "__card__", None):
        _add(book.cards, rule.name, (rule, function))
    if name := getattr(function, "__notice__", None):
        _add(book.notices, name, function)


def _add(shelf: dict[str, Any], name: str, thing: object) -> None:
    if name in shelf:
        raise ValueError(f"two functions are called {name!r}")
    shelf[name] = thing
