"""All tables, one file per part of the field."""

from storage.tables.engine import Address, Conversation, Inbox, Outbox, Person
from storage.tables.people import Consent, Profile, SavedVacancy
from storage.tables.vacancies import VacancyRow

__all__ = [
    "Address",
    "Consent",
    "Conversation",
    "Inbox",
    "Outbox",
    "Person",
    "Profile",
    "SavedVacancy",
    "VacancyRow",
]
