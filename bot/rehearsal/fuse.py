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
    """Blows once, where it was set; then every delivery fails: a new program gets a new fuse.

    ``before_commit`` and ``after_commit`` are about the next event, ``deliveries`` counts down.
    """

    before_commit: bool = False
    after_commit: bool = False
    deliveries: int | None = None
    _blown: bool = False

    @property
    def is_set(self) -> bool:
        """Whether a crash is still to come."""
        return self.before_commit or self.after_commit or self.deliveries is not None

    def delivered(self) -> None:
        """A message has arrived. Raises Crashed."""
        if self.deliveries is not None:
            self.deliveries -= 1
            self._blown = self._blown or self.deliveries <= 0
        if self._blown:
            raise Crashed("the program was killed after a delivery")

    def watch_commit(self, engine: Engine) -> None:
        """Let the next commit on this engine fail, if it was set so."""
        if self.before_commit:
            event.listen(engine, "commit", self._commit)

    def _commit(self, _connection: Connection) -> None:
        self._blown = True
        raise Crashed("the program was killed before a commit")

    def received(self) -> None:
        """An event has been committed and not yet acknowledged. Raises Crashed."""
        if self.after_commit:
            self._blown = True
            raise Crashed("the program was killed after a commit")
