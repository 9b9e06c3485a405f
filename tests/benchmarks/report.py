"""What a benchmark says: a line for people, JSON for machines, exit code 1 for a missed goal."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on a figure, or with ``of_floor`` on its ratio to the floor."""

    bound: float
    upper: bool
    of_floor: bool = False

    def is_met(self, value: float, ratio: float | None) -> bool:
        judged = ratio if self.of_floor else value
        if judged is None:
            raise ValueError("a goal in floors needs a floor")
        return judged <= self.bound if self.upper else judged >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.upper else '≥'} {self.bound:g}{' × floor' if self.of_floor else ''}"


def at_most(bound: float, *, of_floor: bool = False) -> Goal:
    return Goal(bound, upper=True, of_floor=of_floor)


def at_least(bound: float, *, of_floor: bool = False) -> Goal:
    return Goal(bound, upper=False, of_floor=of_floor)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. ``met`` is None if there is no goal."""

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    goal: str | None
    met: bool | None


class Report:
    """Collects the figures of one benchmark and prints each as soon as it is known."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.figures: list[Figure] = []
        sys.stdout.write(f"{title}\n")

    def figure(
        self,
        name: str,
        value: float,
        unit: str,
        floor: float | None = None,
        goal: Goal | None = None,
    ) -> None:
        """Report ``value``; ``floor`` is the least, in the same unit, that any program takes."""
        ratio = value / floor if floor else None
        met = goal.is_met(value, ratio) if goal else None
        text = str(goal) if goal else None
        self.figures.append(Figure(name, value, unit, floor, ratio, text, met))
        line = f"  {name}: {value:.4g} {unit}"
        if floor:
            line += f" = {ratio:.3g} × floor of {floor:.4g}"
        if goal:
            line += f" (goal {text}: {'reached' if met else 'MISSED'})"
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()

    def finish(self, json_file: Path | None = None) -> int:
        """Write the JSON, if wanted; 1 if any goal was missed, else 0."""
        if json_file is not None:
            machine = {"python": platform.python_version(), "processors": os.cpu_count()}
            figures = [asdict(figure) for figure in self.figures]
            content = {"title": self.title, "machine": machine, "figures": figures}
            json_file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        return int(any(figure.met is False for figure in self.figures))


def options(description: str | None, arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The options every benchmark has: ``full`` (bool) and ``json`` (Path or None)."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--full", action="store_true", help="at full size, takes minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser.parse_args(arguments)
