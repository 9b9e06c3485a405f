"""``python -m storage.migrations "what changes"``: from the newest migration to the tables.

It works on a scratch database, so it needs no key and touches no data.
"""

import sys
import tempfile

from cryptography.fernet import Fernet

from storage.cipher import Cipher
from storage.database import Database
from storage.schema import upgrade, write_revision


def main(message: str) -> None:
    """Write the migration into ``versions``. Raises SystemExit without a message."""
    if not message:
        sys.exit('Say what changes: make migration m="…"')
    key = Fernet.generate_key().decode()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/scratch.db", Cipher([key], pepper=key))
        try:
            upgrade(database)
            write_revision(database, message)
        finally:
            database.close()


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]).strip())
