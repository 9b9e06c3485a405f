"""A sealed file: a stream in encrypted chunks that shows whether it is whole.

Each chunk carries the number of the file, its own place and whether it is the last one, so a chunk
that is missing, doubled, moved, changed or taken from another file is noticed, and so is a file
that ends too early.
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from bot.domain.errors import BadBackup
from storage.cipher import Cipher, InvalidToken

MAGIC = b"lotse-backup 1\n"
CHUNK = 1 << 20  # bytes before compression
_LONGEST_TOKEN = 2 * CHUNK  # compressed at worst a little longer, then four thirds
_PLACE = struct.Struct(">16sQ?")  # number of the file, place of the chunk, whether it is the last
_LENGTH = struct.Struct(">I")


def seal(lines: Iterable[bytes], file: BinaryIO, cipher: Cipher) -> None:
    """Write ``lines`` (without line ends) to ``file``, sealed with the newest key."""
    number, place = os.urandom(16), 0
    file.write(MAGIC)
    waiting = bytearray()
    for line in lines:
        waiting += line + b"\n"
        while len(waiting) >= CHUNK:
            _write_chunk(file, cipher, _PLACE.pack(number, place, False), waiting[:CHUNK])
            place += 1
            del waiting[:CHUNK]
    _write_chunk(file, cipher, _PLACE.pack(number, place, True), waiting)


def _write_chunk(file: BinaryIO, cipher: Cipher, place: bytes, content: bytearray) -> None:
    token = cipher.encrypt(place + zlib.compress(content))
    file.write(_LENGTH.pack(len(token)) + token)


def unseal(file: BinaryIO, cipher: Cipher) -> Iterator[bytes]:
    """The lines of a sealed file, each only after its chunk has been checked.

    Raises BadBackup, at the end too: nothing may be kept before the iterator is exhausted.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise BadBackup("This is no backup of Lotse.")
    number, place, is_last, rest = b"", 0, False, b""
    while not is_last:
        found, at, is_last, content = _read_chunk(file, cipher, first=not number)
        number = number or found
        if (found, at) != (number, place):
            raise BadBackup("The backup has been changed: its parts do not belong together.")
        *lines, rest = (rest + content).split(b"\n")
        yield from lines
        place += 1
    if file.read(1):
        raise BadBackup("The backup has been changed: something stands behind its end.")


def _read_chunk(file: BinaryIO, cipher: Cipher, *, first: bool) -> tuple[bytes, int, bool, bytes]:
    """Number, place, whether it is the last, and content of the next chunk."""
    head = file.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else 0
    token = file.read(min(length, _LONGEST_TOKEN))
    if not token or len(token) < length:
        raise BadBackup("The backup is not whole: its end is missing.")
    try:
        opened = cipher.decrypt(token)
    except InvalidToken:
        raise BadBackup(
            "None of LOTSE_KEYS opens this backup. Use the keys it was made with."
            if first
            else "The backup has been changed or damaged."
        ) from None
    number, place, is_last = _PLACE.unpack_from(opened)
    return number, place, is_last, zlib.decompress(opened[_PLACE.size :])
