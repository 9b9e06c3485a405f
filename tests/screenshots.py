"""The README's pictures, taken from the running demo: ``python -m tests.screenshots [FOLDER]``."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Frame, Page, sync_playwright

from tests import chromium

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
FIRST_VISIT = (
    "Los geht's", "An Autos schrauben", "Möbel bauen", "Weiter", "Büren", "Realschule",
    "Sommer",
)  # fmt: skip
DESK = 1000  # pixels
A_TAP_LATER = 400  # milliseconds: the page takes what comes sooner for the same tap
ASKING = ("Mit Mensch reden", "16–17", "Klasse 10")
SENDING = ("Nach der Schule", "Weiter", "Ja, schicken")


@contextmanager
def running_demo() -> Iterator[str]:
    """A demo of its own on a free port; gives its address."""
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        try:
            assert process.stdout
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found, "the demo has not told its address"
            yield found[0]
        finally:
            process.terminate()


def take(folder: Path) -> list[Path]:
    """Take all pictures into ``folder``."""
    path = chromium.find()
    assert path, chromium.MISSING
    folder.mkdir(parents=True, exist_ok=True)
    with running_demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        pictures = [_desktop(browser, address, folder), *_phones(browser, address, folder)]
        browser.close()
    return pictures


def _desktop(browser: Browser, address: str, folder: Path) -> Path:
    """The three chats after a pupil has asked for a person and the recruiter has answered."""
    page = _page(browser, address, 1400, 900, "light")
    pupil, recruiter, coordinator = _chats(page)
    _tap(pupil, *FIRST_VISIT, *ASKING)
    _write(pupil, "Lena")
    _tap(pupil, *SENDING)
    _tap(recruiter, "Karte öffnen", "Übernehmen", "Antworten")
    _write(recruiter, "Hallo Lena! Schön, dass du schreibst. Passt dir Dienstag um 15 Uhr?")
    _tap(coordinator, "Messen")
    pupil.get_by_text("Hallo Lena!").wait_for()
    recruiter.get_by_text("zugestellt").wait_for()
    coordinator.get_by_text("Geplante Messen").wait_for()
    return _picture(page, folder / "demo-desktop.png")


def _phones(browser: Browser, address: str, folder: Path) -> list[Path]:
    """A pupil's first result on a phone, by day and by night."""
    pictures = []
    for look, name in (("light", "chat-phone.png"), ("dark", "chat-phone-dark.png")):
        page = _page(browser, address.removesuffix("/demo") + "/", 360, 740, look)
        _tap(page.main_frame, *FIRST_VISIT)
        page.get_by_text("Das passt").wait_for()
        pictures.append(_picture(page, folder / name))
    return pictures


def _page(browser: Browser, address: str, width: int, height: int, look: str) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="de-DE",
        color_scheme="dark" if look == "dark" else "light",
        reduced_motion="reduce",
        has_touch=width < DESK,  # no mouse, so nothing is tinted below it
        is_mobile=width < DESK,
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    return page


def _chats(page: Page) -> list[Frame]:
    """The three chats of the demo's page, in its order."""
    page.locator("iframe").nth(2).wait_for()
    frames = [handle.content_frame() for handle in page.locator("iframe").element_handles()]
    return [frame for frame in frames if frame is not None]


def _tap(chat: Frame, *labels: str) -> None:
    """Tap one button after the other, each when it is there, as slowly as a person does."""
    for label in labels:
        chat.get_by_role("button", name=label).last.click()
        chat.page.wait_for_timeout(A_TAP_LATER)


def _write(chat: Frame, text: str) -> None:
    field = chat.get_by_role("textbox")
    field.fill(text)
    field.press("Enter")
    chat.get_by_text(text).last.wait_for()


def _picture(page: Page, file: Path) -> Path:
    page.wait_for_timeout(1000)  # the eye comes to rest
    page.screenshot(path=str(file))
    page.context.close()
    return file


if __name__ == "__main__":
    for picture in take(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES):
        sys.stdout.write(f"{picture}\n")
