"""The demo's inspector over the office in memory."""

from datetime import datetime, timedelta

from bot.i18n import day
from bot.rehearsal.demo_page import Due, Fact, Outgoing, Pane, Role, Snapshot
from tests.channels.web_fakes import Drawer, Office, plain


class Backstage:
    """Three chats; time moves on command; whoever is wiped is gone."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.pupils = 0
        self.put_forward: datetime | None = None
        self._seat()

    def _seat(self) -> None:
        self.chats: dict[Role, Drawer] = {
            Role.PUPIL: self.office.open_chat(),
            Role.RECRUITER: self.office.open_chat(staff=True),
            Role.COORDINATOR: self.office.open_chat(staff=True),
        }

    async def snapshot(self) -> Snapshot:
        now = self.office.clock.now()
        names = {Role.PUPIL: "", Role.RECRUITER: "Frau Neumann", Role.COORDINATOR: "Herr Koch"}
        waiting = [
            Outgoing(role.value, row.message.text.plain[:60], "bereit", row.at)
            for role, drawer in self.chats.items()
            for row in drawer.rows
            if row.message and row.position not in drawer.delivered
        ]
        return Snapshot(
            now,
            tuple(Pane(role, names[role], chat.secret) for role, chat in self.chats.items()),
            (Fact("Sprache", "Deutsch"), Fact("Angefangen", day(now.date()))),
            tuple(waiting),
            (Due("Erinnerung: Ausbildungsmesse Delbrück", now + timedelta(days=1)),),
            put_forward=self.put_forward,
        )

    async def pass_time(self, hours: int) -> None:
        assert hours > 0, "time only runs forward"
        self.office.clock.move(timedelta(hours=hours))
        address = self.chats[Role.RECRUITER].session.address
        self.office.post(address, plain("🔔 Neue Anfrage · Büren"), quotable=True)

    async def new_pupil(self) -> str:
        self.pupils += 1
        self.chats[Role.PUPIL] = self.office.open_chat()
        return self.chats[Role.PUPIL].secret

    async def wipe(self) -> None:
        for drawer in self.chats.values():
            self.office.delete(drawer)
        self._seat()
