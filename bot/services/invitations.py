"""Invitations: how staff come in, once each, and how guessing is kept away."""

import re
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.domain.pseudonyms import CODE_LETTERS
from bot.services.code_tries import CodeTries
from bot.services.people import People
from bot.services.staff import COUNTY, AuditLog, Member, StaffBook
from bot.services.unit import Unit
from storage.queries import staff as rows
from storage.tables import Invitation

START = "e_"
"""What the start code of an invitation begins with."""

CODE_LENGTH = 12  # about 56 bits
FEWEST_DIGITS = 2
LONGEST_NAME = 60
LOCKED = "invitation_locked"
"""What is noted when somebody has guessed too often."""

_CODE = re.compile(rf"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")
_WRITTEN = re.compile(
    rf"(?:{START})?[{CODE_LETTERS}]{{4}}(?P<between>[ –-]?)"
    rf"[{CODE_LETTERS}]{{4}}(?P=between)[{CODE_LETTERS}]{{4}}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s–-]+")


class Entry(StrEnum):
    """What became of a code."""

    WELCOME = "welcome"
    UNKNOWN = "unknown"  # wrong, used or expired: not told apart, so nothing can be found out
    LOCKED = "locked"
    ALREADY = "already"  # this person is staff; the code stays good


def code_in(text: str, *, as_written: bool = False) -> str | None:
    """The invitation code that the whole text is, with or without ``e_`` and hyphens, if any.

    A code has digits, so that no ordinary word is taken for one. ``as_written``: in one piece or
    in groups of four, as codes are given out, where the text may also answer a question.
    """
    if as_written and not _WRITTEN.fullmatch(text.strip()):
        return None
    code = _BETWEEN.sub("", text.strip().removeprefix(START)).upper()
    if _CODE.fullmatch(code) and sum(map(str.isdigit, code)) >= FEWEST_DIGITS:
        return code
    return None


class Invitations:
    """Writing and using invitations."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def invite(
        self, role: Role, towns: Iterable[str], specialisms: Iterable[Specialism], name: str
    ) -> str:
        """A new code, to be given to one person; it is kept nowhere.

        ``towns`` are municipality keys or ``COUNTY``; all towns of the county mean the county.
        Raises NotFound for an unknown town, ValueError for a pupil, no name or a very long one, or
        a recruiter without town or specialism.
        """
        towns, specialisms = self._towns(towns), tuple(map(Specialism, specialisms))
        if not role.is_staff or not 0 < len(name.strip()) <= LONGEST_NAME:
            raise ValueError(
                f"an invitation needs a staff role and a name ({LONGEST_NAME} letters)"
            )
        if role is Role.RECRUITER and not (towns and specialisms):
            raise ValueError("a recruiter needs at least one town and one specialism")
        code = self._new_code()
        now = self._unit.now
        self._unit.session.add(
            Invitation(
                digest=self._digest(code),
                role=role,
                member={"name": name.strip(), "towns": towns, "specialisms": specialisms},
                created_at=now,
                expires_at=now + timedelta(days=self._unit.house.invitation_days),
            )
        )
        self._unit.session.flush()
        return code

    def redeem(self, text: str, *, person_id: int, address_id: int) -> Entry:
        """Try a code. The person becomes staff if it is good; wrong ones count for the address."""
        tries = CodeTries(self._unit)
        if tries.is_locked(address_id):
            return Entry.LOCKED
        people = People(self._unit)
        if Role(people.get(person_id).role).is_staff:
            return Entry.ALREADY
        code = code_in(text)
        used = (
            rows.use_invitation(self._unit.session, self._digest(code), self._unit.now)
            if code
            else None
        )
        if used is None:
            locked = tries.wrong(person_id, address_id, LOCKED)
            return Entry.LOCKED if locked else Entry.UNKNOWN
        given = used["member"]
        people.take_role(person_id, Role(used["role"]))
        StaffBook(self._unit).enter(
            Member(
                person_id, Role(used["role"]), given["name"], tuple(given["towns"]),
                tuple(map(Specialism, given["specialisms"])),
            )
        )  # fmt: skip
        AuditLog(self._unit).note(person_id, "joined", used["role"])
        return Entry.WELCOME

    def _towns(self, towns: Iterable[str]) -> tuple[str, ...]:
        chosen = dict.fromkeys(towns)
        everywhere = {town.key for town in self._unit.region.towns}
        if COUNTY in chosen or everywhere <= set(chosen):
            return (COUNTY,)
        for key in chosen:
            self._unit.region.town(key)
        return tuple(chosen)

    def _new_code(self) -> str:
        while True:
            code = self._unit.house.code(CODE_LENGTH)
            if code_in(code):
                return code

    def _digest(self, code: str) -> str:
        return self._unit.house.cipher.digest("invitation", code)
