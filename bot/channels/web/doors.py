"""Ways in by a link: a pupil's way back, and the one-time link of a member of staff."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from bot.channels.web.guard import check_origin
from bot.channels.web.notice import notice
from bot.channels.web.pages import Pages
from bot.channels.web.ports import Doorman
from bot.channels.web.rooms import Rooms
from bot.channels.web.settings import WebSettings
from bot.channels.web.speech import reader
from bot.i18n import speaking, words


class Doors:
    """A link opens a page with one button, and only the button lets in.

    Messengers and mail filters open links by themselves: that must not use up a one-time link.
    And nobody is moved to another chat without pressing for it.
    """

    def __init__(
        self, doorman: Doorman, rooms: Rooms, pages: Pages, settings: WebSettings
    ) -> None:
        self._doorman, self._rooms, self._pages, self._settings = doorman, rooms, pages, settings

    def router(self) -> APIRouter:
        """Both doors; a token works at either, the path only says who is spoken to."""
        router = APIRouter()
        for path, page in (("/zurueck/{token}", self.back), ("/team/{token}", self.team)):
            router.add_api_route(path, page)
            router.add_api_route(path, self.enter, methods=["POST"])
        return router

    async def back(self, request: Request) -> Response:
        """The page of a pupil's return link."""
        with speaking(self._language(request)):
            return self._page(
                request,
                words("Willkommen zurück!"),
                words("Hier geht es weiter in deinem Chat."),
                button=words("Chat öffnen"),
            )

    async def team(self, request: Request) -> Response:
        """The page of a one-time link."""
        with speaking(self._language(request)):
            return self._page(
                request,
                words("Willkommen im Team!"),
                words("Dieser Link öffnet Ihren Chat auf diesem Gerät. Er gilt nur einmal."),
                button=words("Chat öffnen"),
            )

    async def enter(self, request: Request, token: str) -> Response:
        """The button: let this browser into the chat behind the link."""
        check_origin(request, self._settings.public_url)
        self._rooms.knock(request)
        secret = await self._doorman.by_link(token)
        if secret is None:
            return self._stale(request)
        home = "/chat" if _for_staff(request) else "/"
        response = RedirectResponse(self._settings.base + home, 303)
        self._rooms.let_in(response, secret, embedded=False)
        return response

    def _stale(self, request: Request) -> Response:
        with speaking(self._language(request)):
            if _for_staff(request):
                text = words("Bitten Sie den Kreis um einen neuen Link.")
            else:
                text = words("Du kannst im Chat einfach neu anfangen.")
            return self._page(request, words("Dieser Link gilt nicht mehr"), text, status=410)

    def _page(
        self, request: Request, heading: str, text: str, *, button: str = "", status: int = 200
    ) -> Response:
        staff, language = _for_staff(request), self._language(request)
        return notice(
            self._pages, language, heading, text, staff=staff, button=button, status=status
        )

    def _language(self, request: Request) -> str:
        return reader(request, demo=self._settings.demo)


def _for_staff(request: Request) -> bool:
    # the last but one part: a proxy may put a path in front
    return request.url.path.rsplit("/", 2)[-2] == "team"
