"""All tables, one file per part of the field."""

from sqlmodel import SQLModel

from storage.tables.doors import WebLink
from storage.tables.engine import Address, Conversation, Inbox, Outbox, Person
from storage.tables.enquiries import Enquiry, RelayMessage
from storage.tables.fairs import (
    Broadcast,
    BroadcastRecipient,
    FairReminder,
    FairRow,
    FairSignUp,
)
from storage.tables.matches import MatchAlert, MatchTold
from storage.tables.people import Consent, Profile, SavedVacancy
from storage.tables.records import Chore, Counter, Receipt
from storage.tables.staff import Audit, Invitation, InvitationTries, Staff, StaffDuty
from storage.tables.vacancies import VacancyRow, VacancyStock

__all__ = [
    "Address",
    "Audit",
    "Broadcast",
    "BroadcastRecipient",
    "Chore",
    "Consent",
    "Conversation",
    "Counter",
    "Enquiry",
    "FairReminder",
    "FairRow",
    "FairSignUp",
    "Inbox",
    "Invitation",
    "InvitationTries",
    "MatchAlert",
    "MatchTold",
    "Outbox",
    "Person",
    "Profile",
    "Receipt",
    "RelayMessage",
    "SavedVacancy",
    "Staff",
    "StaffDuty",
    "VacancyRow",
    "VacancyStock",
    "WebLink",
]

# SQLite would give the number of the newest row away again once that row is deleted: an old
# button, a staff card or a bubble on an open page would then mean somebody else's thing.
for _table in SQLModel.metadata.tables.values():
    if _table.autoincrement_column is not None:
        _table.dialect_options["sqlite"]["autoincrement"] = True
