"""The text of a story: YAML in which every scalar is text and every mistake has a line.

Ordinary loaders turn ``on`` into True, ``18:00`` into 1080 and ``no`` into False, and keep the
last of two equal keys. So the nodes are read as they were written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml


class StoryError(Exception):
    """A story that does not hold, or cannot be played. The message names file and line."""

    def __init__(self, place: "Place", problem: str) -> None:
        super().__init__(f"{place}: {problem}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; lines count from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        """As editors open it."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Words:
    """A text."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    """A list."""

    items: tuple["Thing", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping, in the order of the file."""

    cells: Mapping[str, "Thing"]
    place: Place


Thing: TypeAlias = Words | Row | Table


def read(file: Path) -> Thing:
    """The content of a YAML file. Raises StoryError for what cannot be read or is ambiguous."""
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader)
    except OSError as error:
        raise StoryError(Place(file, 1), f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise StoryError(Place(file, 1), "is not written in UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise StoryError(Place(file, line), f"is no YAML: {error.problem}") from None
    except RecursionError:
        raise StoryError(Place(file, 1), "is nested too deeply") from None
    except yaml.YAMLError:
        raise StoryError(Place(file, 1), "is no YAML") from None
    if root is None:
        raise StoryError(Place(file, 1), "is empty")
    return _thing(root, file)


def _thing(node: yaml.Node, file: Path) -> Thing:
    place = Place(file, node.start_mark.line + 1)
    match node:
        case yaml.ScalarNode():
            return Words(str(node.value), place)
        case yaml.SequenceNode():
            return Row(tuple(_thing(item, file) for item in node.value), place)
        case yaml.MappingNode():
            return Table(_cells(node, file), place)
        case _:
            raise StoryError(place, "a story holds texts, lists and mappings only")


def _cells(node: yaml.MappingNode, file: Path) -> dict[str, Thing]:
    cells: dict[str, Thing] = {}
    for key_node, value_node in node.value:
        key = _thing(key_node, file)
        if not isinstance(key, Words):
            raise StoryError(key.place, "a key is a word")
        if key.text in cells:
            raise StoryError(key.place, f"{key.text!r} stands here twice")
        if _was_left_out(value_node):
            raise StoryError(
                key.place,
                f"{key.text!r} has no value. A text with a comma or colon needs quotes"
                if node.flow_style
                else f"{key.text!r} has no value",
            )
        cells[key.text] = _thing(value_node, file)
    return cells


def _was_left_out(node: yaml.Node) -> bool:
    """``{says: Hallo, Lena}`` is read as says: Hallo and an empty Lena."""
    return isinstance(node, yaml.ScalarNode) and node.style is None and not node.value
