"""Everything that can go wrong by a person's or a file's doing, as one tree.

LotseError
├── Refused        the acting person may not do this (answered as "not found", audited)
├── NotFound       the thing is not there, or not for this person
├── Outdated       somebody was first: the thing has changed since it was shown
├── NotUnderstood  a typed answer that the present question cannot use
├── BadPack        a county pack or demo file has a mistake; names file and line
└── BadBackup      a backup is not whole, not ours, or sealed with other keys
"""


class LotseError(Exception):
    """Root of all errors that the program answers in words."""


class Refused(LotseError):
    """The acting person may not do this."""


class NotFound(LotseError):
    """The thing is not there, or not for this person."""


class Outdated(LotseError):
    """Somebody was first: the thing has changed since it was shown."""


class NotUnderstood(LotseError):
    """A typed answer that the present question cannot use."""


class BadPack(LotseError):
    """A county pack or a demo file has a mistake. The message names file and line."""


class BadBackup(LotseError):
    """A backup is not whole, not ours, or sealed with other keys. Nothing was changed."""


class AlreadyServed(Exception):
    """Another process serves this SQLite file.

    Stop it first, or use PostgreSQL for several processes.
    """


class WrongKeys(Exception):
    """What is stored cannot be read with the keys of the settings."""


class DatabaseAway(Exception):
    """The database cannot be reached or cannot commit (locked, disk full). Nothing was changed.

    Not a LotseError: nobody's input is wrong, and the same event may be sent again.
    """
