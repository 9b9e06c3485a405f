"""The fuse: pulls the plug of the program at a chosen moment, as ``kill -9`` would."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, event

from bot.domain.errors import DatabaseAway


class Crashed(DatabaseAway):
    """The program is dead from here on.

    It looks like a lost database from inside, so that nothing handles it: no apology, no count.
    """


@dataclass(slots=True)
class Fuse:
    """Blows once, where it was set; from then on the dead program delivers and commits nothing.

    ``before_commit`` and ``after_commit`` are about the next event, ``deliveries`` counts down.
    A program that is built anew gets a new fuse.
    """

    before_commit: bool = False
    after_commit: bool = False
    deliveries: int | None = None
    _has_event: bool = False
    _blown: bool = False

    @property
    def is_set(self) -> bool:
        """Whether a crash is still to come."""
        return self.before_commit or self.after_commit or self.deliveries is not None

    def watch(self, engine: Engine) -> None:
        """Look at every commit of the program's engine."""
        event.listen(engine, "commit", self._commit)

    def event_comes(self) -> None:
        """An event is about to be handled."""
        self._has_event = True

    def _commit(self, _connection: Connection) -> None:
        self._blown = self._blown or (self.before_commit and self._has_event)
        self._has_event = False
        self._stop_if_blown("before a commit")

    def event_is_handled(self) -> None:
        """An event has been committed and not yet acknowledged. Raises Crashed."""
        self._blown = self._blown or self.after_commit
        self._stop_if_blown("after a commit")

    def delivered(self) -> None:
        """A message has arrived, which is not recorded yet. Raises Crashed."""
        if self.deliveries is not None:
            self.deliveries -= 1
            self._blown = self._blown or self.deliveries <= 0
        self._stop_if_blown("after a delivery")

    def _stop_if_blown(self, when: str) -> None:
        if self._blown:
            raise Crashed(f"the program was killed {when}")
