"""What an operator may decide about the web page; the program fills it from its own settings."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Settings of the site.

    ``public_url`` is where people reach it, perhaps with a path that the proxy takes away, without
    a slash at the end; return links and QR codes begin with it. Empty: that of each request.
    ``frame_ancestors`` are the sites that may embed the chat ("https://connect-pb.de"). Times are
    told in ``zone``. ``demo`` lets a page name its chat in the address (``?chat=``) instead of a
    cookie: for the loopback only. ``beat`` is the longest silence of a stream in seconds; it is
    also how late a message written by another process may come. ``rate`` and ``burst`` limit the
    requests of one chat, ``door_rate`` and ``door_burst`` the visits from one network address (a
    whole class may sit behind one), ``streams`` the open pages of one chat. ``remember_days`` is
    how long a browser keeps its chat.
    """

    public_url: str = ""
    name: str = "Ausbildungs-Lotse"
    publisher: str = "Kreis Paderborn"
    frame_ancestors: tuple[str, ...] = ()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    demo: bool = False
    beat: float = 15.0
    rate: float = 10.0
    burst: int = 40
    door_rate: float = 5.0
    door_burst: int = 200
    streams: int = 12
    body_limit: int = 64 * 1024
    remember_days: int = 30

    @property
    def base(self) -> str:
        """The path that every address of the site begins with, without a slash at the end."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def https(self) -> bool:
        """Whether people reach the site encrypted, perhaps through a proxy."""
        return self.public_url.startswith("https://")


def return_path(token: str) -> str:
    """Path of a pupil's return link, to be joined to the public address."""
    return f"/zurueck/{token}"


def team_path(token: str) -> str:
    """Path of a one-time link for staff, to be joined to the public address."""
    return f"/team/{token}"
