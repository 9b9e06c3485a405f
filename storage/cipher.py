"""Encryption of personal columns and keyed hashes for look-up.

The keys live outside the database.
"""

import hmac
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Cipher:
    """Encrypts with the newest key and reads with all of them.

    ``keys`` are Fernet keys, newest first; ``pepper`` keys the hashes and is never rotated,
    since hashes are what addresses are found by. Raises ValueError for a missing or malformed
    key.
    """

    def __init__(self, keys: list[str], pepper: str) -> None:
        if not keys or len(pepper) < 32:
            raise ValueError("a data key and a pepper of at least 32 characters are needed")
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._pepper = pepper.encode()

    def encrypt(self, data: bytes) -> bytes:
        """Ciphertext of ``data``; different each time."""
        return self._fernet.encrypt(data)

    def decrypt(self, token: bytes) -> bytes:
        """What was encrypted.

        Raises ``InvalidToken`` when no key fits or the text was tampered with.
        """
        return self._fernet.decrypt(token)

    def rotate(self, token: bytes) -> bytes:
        """The same content under the newest key."""
        return self._fernet.rotate(token)

    def digest(self, *parts: str) -> str:
        """Keyed hash of the parts, for looking up what is stored encrypted."""
        return hmac.new(self._pepper, "\x1f".join(parts).encode(), sha256).hexdigest()


__all__ = ["Cipher", "InvalidToken"]
