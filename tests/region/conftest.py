import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.domain.errors import BadPack
from bot.region.loader import PACKS, load_region
from bot.region.model import Region

Complaint = Callable[[str, str, str], str]


@pytest.fixture(scope="session")
def region() -> Region:
    return load_region("kreis-paderborn")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS / "kreis_paderborn", tmp_path / "probe"))


@pytest.fixture
def complaint(pack: Path) -> Complaint:
    """Changes one place of a file in a copy of the pack and hands back what the loader says."""

    def break_it(file: str, old: str, new: str) -> str:
        path = pack / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(BadPack) as caught:
            load_region(pack)
        return str(caught.value)

    return break_it
