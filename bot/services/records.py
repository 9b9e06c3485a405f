"""Records: what is counted and confirmed without keeping anything about a person."""

from bot.services.unit import Unit
from storage.queries import records as rows
from storage.tables import Receipt


class Records:
    """Counters and receipts."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def count(self, kind: str) -> None:
        """Something of this kind happened today; to whom is not noted."""
        rows.count(self._unit.session, self._unit.today, kind)

    def receipt(self, what: str) -> str:
        """A receipt number for something done today; it stays when the person is gone."""
        code = self._unit.house.receipt()
        self._unit.session.add(Receipt(code=code, what=what, day=self._unit.today))
        self._unit.session.flush()
        return code
