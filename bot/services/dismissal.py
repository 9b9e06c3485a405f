"""Dismissal: a member of the staff goes, or her phone is lost."""

from bot.services.enquiries import Enquiries
from bot.services.privacy import forget
from bot.services.staff import AuditLog, StaffBook
from bot.services.unit import Unit
from storage.queries import enquiries as rows


def dismiss(unit: Unit, person_id: int) -> int:
    """End a member's access at once; what arrives from her chats is a stranger's from now on.

    What is stored about her goes. Her open enquiries go back to all who are responsible, and what
    she alone was told of to who is by now; returns how many. Raises NotFound for anybody else.
    """
    StaffBook(unit).get(person_id)
    before = Enquiries(unit)
    told: dict[int, tuple[int, ...]] = {}
    for enquiry in rows.unclosed(unit.session, person_id):
        if enquiry.owner_id == person_id:
            told[enquiry.id or 0] = ()
        elif person_id in before.responsible(enquiry):
            told[enquiry.id or 0] = before.responsible(enquiry)
    forget(unit, person_id)
    AuditLog(unit).note(None, "dismissed", f"person {person_id}")
    after = Enquiries(unit)
    for enquiry_id, people in told.items():
        after.pass_on(enquiry_id, people)
    return len(told)
