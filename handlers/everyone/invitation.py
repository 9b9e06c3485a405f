"""The way in for staff: a code that works once."""

import re

from bot.dialogue.conversation import HOME
from bot.dialogue.screen import Choice, Present, Screen, Shown, column
from bot.dialogue.turn import Turn
from bot.domain.people import Role
from bot.i18n import join, label, later, say
from bot.services.invitations import START, Entry, code_in
from bot.services.services import Services

_COMMAND = re.compile(r"/?(?:einladung|invite)\s+(\S.*)", re.IGNORECASE)

_REFUSED = {
    Entry.UNKNOWN: later(
        "Diesen Code kenne ich nicht, oder er gilt nicht mehr. "
        "Bitten Sie den Kreis um eine neue Einladung."
    ),
    Entry.LOCKED: later(
        "Das waren zu viele falsche Codes. Bitte versuchen Sie es in einer Stunde noch einmal."
    ),
    Entry.ALREADY: later("Sie sind schon angemeldet. Der Code gilt weiter, für jemand anderen."),
}

_TASKS = {
    Role.RECRUITER: later("Neue Anfragen kommen hier an."),
    Role.COORDINATOR: later("Hier planen Sie Messen und kündigen sie an."),
}


def code_given(text: str, start_code: str = "") -> str:
    """The invitation that somebody brings along or types; empty if it is none."""
    if start_code.startswith(START):
        return start_code
    if command := _COMMAND.fullmatch(text.strip()):
        return command[1]
    return text if code_in(text) else ""


def typed(turn: Turn, services: Services, *, said: str) -> Shown:
    """A code as the whole message, whatever is being asked; None if it is none.

    One that opens nothing leaves everything as it was, the question too.
    """
    text = said.strip()
    if not (_COMMAND.fullmatch(text) or code_in(text, as_written=True)):
        return None
    was_staff = turn.speaker.role.is_staff
    answer = redeem(turn, services, code=code_given(text))
    return Present(answer.text) if was_staff or not turn.speaker.role.is_staff else answer


def redeem(turn: Turn, services: Services, *, code: str) -> Screen:
    """Let a person in as staff, or say kindly why not."""
    entry = services.invitations.redeem(
        code, person_id=turn.speaker.id, address_id=turn.address_id
    )
    if entry is not Entry.WELCOME:
        return Screen(say(_REFUSED[entry]), column(Choice(label("🏠 Menü"), HOME)), menu=False)
    member = services.staff.get(turn.speaker.id)
    turn.switch(role=member.role)
    turn.notes.clear()
    return Screen(
        join(
            [
                say("Willkommen, {name}! 👋 Sie sind jetzt dabei.", name=member.name),
                say(_TASKS[member.role]),
                say("Ich bin ein Programm: Tippen Sie auf Knöpfe, oder schreiben Sie „Hilfe“."),
            ],
            " ",
        ),
        column(Choice(label("🏠 Menü"), HOME)),
        back=False,
        menu=False,
    )
