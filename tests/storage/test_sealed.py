"""A sealed file shows whether it is whole."""

import os
from io import BytesIO

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadBackup
from storage.cipher import Cipher
from storage.sealed import CHUNK, MAGIC, seal, unseal

KEY = Fernet.generate_key().decode()
CIPHER = Cipher([KEY], "p" * 32)
LINES = [f"{number}:".encode() + b"x" * 1000 for number in range(3 * CHUNK // 1000)]


def sealed(lines: list[bytes]) -> bytes:
    file = BytesIO()
    seal(lines, file, CIPHER)
    return file.getvalue()


def opened(content: bytes, cipher: Cipher = CIPHER) -> list[bytes]:
    return list(unseal(BytesIO(content), cipher))


def chunks(content: bytes) -> list[bytes]:
    found, at = [], len(MAGIC)
    while at < len(content):
        end = at + 4 + int.from_bytes(content[at : at + 4])
        found.append(content[at:end])
        at = end
    return found


@given(st.lists(st.binary(max_size=50).filter(lambda line: b"\n" not in line)))
def test_what_was_sealed_comes_out(lines: list[bytes]) -> None:
    assert opened(sealed(lines)) == lines


def test_a_long_file_is_sealed_in_chunks() -> None:
    content = sealed(LINES)
    assert len(chunks(content)) == 4
    assert opened(content) == LINES


def test_a_line_may_be_longer_than_a_chunk() -> None:
    lines = [b"a", os.urandom(3 * CHUNK).replace(b"\n", b""), b"b"]
    assert opened(sealed(lines)) == lines


def test_nothing_can_be_read_without_the_key() -> None:
    assert b"Lena" not in sealed([b"Lena"])
    with pytest.raises(BadBackup, match="None of LOTSE_KEYS"):
        opened(sealed([b"Lena"]), Cipher([Fernet.generate_key().decode()], "p" * 32))


def test_an_older_key_still_opens_it() -> None:
    newer = Cipher([Fernet.generate_key().decode(), KEY], "p" * 32)
    assert opened(sealed([b"Lena"]), newer) == [b"Lena"]


def test_every_shortened_file_is_refused() -> None:
    content = sealed([b"a", b"b"])
    for length in range(len(content)):
        with pytest.raises(BadBackup):
            opened(content[:length])


def test_chunks_belong_to_their_place_and_their_file() -> None:
    parts, others = chunks(sealed(LINES)), chunks(sealed(LINES))
    for wrong in (
        [parts[0], parts[2], parts[1], parts[3]],
        [parts[0], parts[0], *parts[1:]],
        [parts[0], *parts[2:]],
        [parts[0], others[1], *parts[2:]],
        [*parts, parts[3]],
        parts[:-1],
    ):
        with pytest.raises(BadBackup):
            opened(MAGIC + b"".join(wrong))


def test_a_changed_byte_is_noticed() -> None:
    content = bytearray(sealed(LINES))
    content[-20] ^= 1
    with pytest.raises(BadBackup):
        opened(bytes(content))


def test_another_file_is_no_backup() -> None:
    with pytest.raises(BadBackup, match="no backup of Lotse"):
        opened(b"%PDF-1.7 and much more")
