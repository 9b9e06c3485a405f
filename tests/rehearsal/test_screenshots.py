"""The README's pictures can be taken: the demo runs and all three roles talk."""

from pathlib import Path

from tests import chromium
from tests.screenshots import PICTURES, take


def test_the_pictures_of_the_readme_can_be_taken(tmp_path: Path) -> None:
    chromium.installed()
    taken = take(tmp_path)
    assert {picture.name for picture in taken} == {file.name for file in PICTURES.glob("*.png")}
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in taken)
