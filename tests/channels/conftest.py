"""The browser is one for all tests that want it."""

from tests.channels.web_browser import browser

__all__ = ["browser"]
