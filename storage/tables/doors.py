"""Ways into a chat: links to the web page, and codes that join two chats of one person."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretText


class WebLink(SQLModel, table=True):
    """A link that opens a chat, found by the keyed hash of its token.

    ``kind`` "return": a pupil's way back to ``address_id``; its token is kept because it is shown
    again. "team": used up by the first who opens it, for ``person_id``. "code": typed in another
    chat, it lets ``person_id`` be reached there, too; used up as well. "closed": no link, but the
    mark that an address was closed, kept for as long as a browser may still knock there.
    """

    __tablename__ = "web_link"
    __table_args__ = (UniqueConstraint("kind", "address_id"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: str
    digest: str = Field(unique=True)
    address_id: int | None = Field(
        default=None, foreign_key="address.id", index=True, ondelete="CASCADE"
    )
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="CASCADE"
    )
    token: str | None = Field(default=None, sa_type=SecretText)
    expires_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
