"""Reading a call: from the address, a form, several parts, or JSON."""

from typing import Any

from aiohttp import web

from tests.telegram.double.refusals import Violation
from tests.telegram.double.table import Upload

_ATTACHED = "attach://"


async def fields_of(request: web.BaseRequest) -> dict[str, Any]:
    """All fields of a call; files are Uploads. Raises Violation."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise Violation("the body is no JSON") from None
        if not isinstance(body, dict):
            raise Violation("the body is no object")
        return given | {name: value for name, value in body.items() if value is not None}
    if request.method != "POST" or not request.can_read_body:
        return given
    form = await request.post()
    if request.content_type != "multipart/form-data":
        return given | dict(form)
    return given | _parts(form)


def _parts(form: Any) -> dict[str, Any]:
    """Fields that name an attached part get its file."""
    parts: dict[str, Any] = {}
    for name, value in form.items():
        parts[name] = value
        if isinstance(value, web.FileField):
            kind = value.content_type or "application/octet-stream"
            parts[name] = Upload(value.filename, kind, value.file.read())
    named = {
        name: value.removeprefix(_ATTACHED)
        for name, value in parts.items()
        if isinstance(value, str) and value.startswith(_ATTACHED)
    }
    for name, part in named.items():
        if part not in parts:
            raise Violation(f"{name} names a part {part!r} that is not there")
        parts[name] = parts[part]
    return {name: value for name, value in parts.items() if name not in named.values()}
