"""A page that says one thing, and what to do next."""

from starlette.responses import Response

from bot.channels.web.pages import Pages
from bot.channels.web.speech import page_speech
from bot.i18n import words


def notice(
    pages: Pages,
    language: str,
    heading: str,
    text: str,
    *,
    staff: bool,
    button: str = "",
    status: int = 200,
) -> Response:
    """The page, with a button if there is one; else pupils are shown the way to the chat."""
    return pages.html(
        "notice.html",
        status=status,
        speech=page_speech(language, staff=staff),
        heading=heading,
        text=text,
        button=button,
        onward="" if button or staff else words("Zum Chat"),
    )
