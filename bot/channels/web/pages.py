"""Whole pages: templates, and static files under an address that changes with their content."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response
from starlette.types import Scope

from bot.i18n import Span, Text


def paragraphs(text: Text) -> list[list[Span]]:
    """The spans of a text, divided at blank lines."""
    found: list[list[Span]] = [[]]
    for span in text:
        first, *others = span.text.split("\n\n")
        found[-1].append(replace(span, text=first))
        found += [[replace(span, text=part)] for part in others]
    return found


class KeptFiles(StaticFiles):
    """Files that a browser may keep: their address carries the hash of them all."""

    def file_response(self, *given: Any, **more: Any) -> Response:
        """The file, to be kept for a year."""
        response = super().file_response(*given, **more)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file without the hash at the beginning of ``path``."""
        return await super().get_response(path.partition("/")[2], scope)


class Pages:
    """The templates of one folder with the static files beside it."""

    def __init__(self, folder: Path, base: str, mount: str) -> None:
        """``base`` begins every address of the site, ``mount`` is where the static files are.

        ``address`` is what the files' own addresses begin with.
        """
        self.static = folder / "static"
        files = sorted(file for file in self.static.iterdir() if file.is_file())
        version = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
        self._environment = Environment(
            loader=FileSystemLoader(folder / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.address = f"{base}{mount}/{version}"
        self.say(base=base, static=self.address)

    def say(self, **values: object) -> None:
        """Values that every template knows."""
        self._environment.globals.update(values)

    def text(self, template: str, **values: object) -> str:
        """The filled-in template."""
        return self._environment.get_template(template).render(values)

    def html(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """The filled-in template as an answer."""
        return HTMLResponse(self.text(template, **values), status)
