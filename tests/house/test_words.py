"""Every user text comes through ``bot.i18n``, in a form that the catalogs can find."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.source import name_of, nodes, place, python_files

TRANSLATED = {"say", "say_n", "words", "words_n", "label", "later"}
SHOWN = {
    "Screen": "text",
    "Choice": "label",
    "Button": "label",
    "Text.of": "plain",
    "Span": "text",
}

Rule = Callable[[Path], Iterator[str]]


def _is_words(value: ast.expr | None) -> bool:
    """Whether the expression is letters in the code, joined or filled in by whatever means."""
    match value:
        case ast.Constant(value=str(text)):
            return any(letter.isalpha() for letter in text)
        case ast.JoinedStr(values=parts):
            return any(_is_words(part) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _is_words(left) or _is_words(right)
        case ast.Call(func=ast.Attribute(value=inner, attr="format" | "join")):
            return _is_words(inner)
        case _:
            return False


def _shown(call: ast.Call) -> ast.expr | None:
    """What the call puts on a screen: its first argument or the one of the right name."""
    function = ast.unparse(call.func)
    for shower, argument in SHOWN.items():
        if f".{function}".endswith(f".{shower}"):
            given = [keyword.value for keyword in call.keywords if keyword.arg == argument]
            return next(iter([*call.args, *given]), None)
    return None


def shows_bare_words(path: Path) -> Iterator[str]:
    """A literal on a screen stays German for everybody: say it with say, words or label."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and _is_words(_shown(node)):
            yield place(path, node)


def hides_from_the_catalog(path: Path) -> Iterator[str]:
    """A sentence that is put together before it is translated is in no catalog."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and name_of(node.func) in TRANSLATED and node.args:
            sentence = node.args[0]
            if not isinstance(sentence, ast.Constant) and _is_words(sentence):
                yield place(path, node)


RULES: tuple[tuple[Rule, tuple[str, ...]], ...] = (
    (shows_bare_words, ("handlers",)),
    (hides_from_the_catalog, ("handlers", "bot")),
)


@pytest.mark.parametrize(
    ("rule", "folders"), RULES, ids=lambda given: getattr(given, "__name__", "")
)
def test_nothing_breaks_the_rule(rule: Rule, folders: tuple[str, ...]) -> None:
    assert [line for path in python_files(*folders) for line in rule(path)] == []


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        (shows_bare_words, 'Screen("Hallo")'),
        (shows_bare_words, 'Screen(text=f"Hallo {name}", rows=())'),
        (shows_bare_words, 'Choice(label="Weiter", door=next)'),
        (shows_bare_words, 'screen.Choice("Weiter " + arrow, next)'),
        (shows_bare_words, 'Text.of("Hallo {}".format(name))'),
        (hides_from_the_catalog, 'say(f"Hallo {name}")'),
        (hides_from_the_catalog, 'label("Weiter " + arrow)'),
        (hides_from_the_catalog, 'i18n.words("Hallo %s" % name)'),
        (hides_from_the_catalog, 'say("Hallo {}".format(name))'),
    ],
)
def test_the_rule_sees_what_breaks_it(
    rule: Rule, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.house.source.ROOT", tmp_path)
    path = tmp_path / "planted.py"
    path.write_text(line)
    assert list(rule(path)) == ["planted.py:1"]


@pytest.mark.parametrize(
    "line",
    [
        'Screen(say("Hallo {name}", name=name))',
        "Choice(label(vacancy.title), door)",
        'Choice("1", door)',
        'Text.of(" · ")',
        'Screen(join([say("Hallo"), Text.of(company)]))',
    ],
)
def test_data_and_translated_words_are_fine(line: str, tmp_path: Path) -> None:
    path = tmp_path / "planted.py"
    path.write_text(line)
    assert [*shows_bare_words(path), *hides_from_the_catalog(path)] == []
