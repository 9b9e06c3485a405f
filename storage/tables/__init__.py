"""All tables, one file per part of the field."""

from storage.tables.engine import Address, Conversation, Inbox, Outbox, Person
from storage.tables.enquiries import Enquiry, RelayMessage
from storage.tables.fairs import (
    Broadcast,
    BroadcastRecipient,
    FairReminder,
    FairRow,
    FairSignUp,
)
from storage.tables.people import Consent, Profile, SavedVacancy
from storage.tables.staff import Audit, Invitation, InvitationTries, Staff, StaffDuty
from storage.tables.vacancies import VacancyRow

__all__ = [
    "Address",
    "Audit",
    "Broadcast",
    "BroadcastRecipient",
    "Consent",
    "Conversation",
    "Enquiry",
    "FairReminder",
    "FairRow",
    "FairSignUp",
    "Inbox",
    "Invitation",
    "InvitationTries",
    "Outbox",
    "Person",
    "Profile",
    "RelayMessage",
    "SavedVacancy",
    "Staff",
    "StaffDuty",
    "VacancyRow",
]
