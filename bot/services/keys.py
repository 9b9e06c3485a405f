"""Keys: whether the settings hold those that the database was written with."""

from sqlmodel import Session

from bot.domain.errors import WrongKeys
from storage.cipher import Cipher
from storage.queries.turns import newest_addresses

WRONG_KEYS = (
    "LOTSE_KEYS does not open what is stored. Put the key that was used before "
    "behind the new one, with a comma."
)
WRONG_PEPPER = (
    "LOTSE_PEPPER is not the one that people's addresses were kept with: everybody would be a "
    "stranger. Use the pepper that was used before."
)


def check_keys(session: Session, cipher: Cipher) -> None:
    """Raises WrongKeys when none of the newest addresses can be read, or none be found again.

    One that can may be enough: a single row may be damaged.
    """
    newest = newest_addresses(session)
    legible = [each for each in newest if each.value is not None]
    if newest and not legible:
        raise WrongKeys(WRONG_KEYS)
    if legible and all(cipher.digest(at.channel, at.value) != at.digest for at in legible):
        raise WrongKeys(WRONG_PEPPER)
