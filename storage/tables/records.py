"""What is recorded without any person: how often something happened, receipts, chores done."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from storage.types import Moment


class Counter(SQLModel, table=True):
    """How often something happened on a day of the region. Nobody can be found in it."""

    day: date = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    count: int


class Receipt(SQLModel, table=True):
    """That something was done under this number: all that stays of a deletion."""

    code: str = Field(primary_key=True)
    what: str
    day: date = Field(index=True)


class Chore(SQLModel, table=True):
    """When regular work was last begun, so that of many processes one does it."""

    name: str = Field(primary_key=True)
    begun_at: datetime = Field(sa_type=Moment)
