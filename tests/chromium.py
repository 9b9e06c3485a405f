"""The browser that Debian brings, for tests of pages and for the README's pictures."""

import shutil

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = "chromium is not installed (Debian: apt-get install chromium)"


def find() -> str | None:
    """Where it is, if anywhere."""
    return shutil.which("chromium")


def installed() -> str:
    """Where it is. Skips the test on a machine without it; in CI that is an error."""
    found = find()
    if found is None:
        pytest.skip(MISSING)
    return found
