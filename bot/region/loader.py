"""Loads a county pack and checks every line of it before the program starts."""

from pathlib import Path

from bot.domain.errors import BadPack
from bot.region import tables
from bot.region.county import UNREADABLE, read_county
from bot.region.model import Region
from bot.region.reading import Mistakes

PACKS = Path(__file__).parent / "packs"
DEFAULT_PACK = "kreis_paderborn"


def load_region(name_or_path: str | Path = DEFAULT_PACK) -> Region:
    """The county pack of that name ("kreis-paderborn") or in that folder.

    Raises BadPack with every mistake, each with file, line and what to write instead.
    """
    folder = _folder(name_or_path)
    mistakes = Mistakes()
    county = read_county(folder / "county.toml", mistakes) or UNREADABLE
    towns = tables.towns(folder / "municipalities.csv", mistakes, county.key)
    neighbours = tables.neighbours(folder / "neighbours.csv", mistakes, county.key)
    keys = [town.key for town in towns]
    all_keys = [town.key for town in (*towns, *neighbours)] if towns else []
    fields = tables.fields(folder / "fields.csv", folder / "everyday_words.csv", mistakes)
    region = Region(
        key=county.key,
        name=county.name,
        zone=county.zone,
        coordinator_office=county.coordinator_office,
        road_factor=county.road_factor,
        towns=towns,
        neighbours=neighbours,
        postal_codes=tables.postal_codes(folder / "postal_codes.csv", mistakes, all_keys),
        schools=tables.schools(folder / "schools.csv", mistakes, keys, county.school_forms),
        school_forms=county.school_forms,
        fields=fields,
        occupations=tables.occupations(
            folder / "occupations.csv", mistakes, [field.code for field in fields]
        ),
        offices=tables.offices(folder / "offices.csv", mistakes, keys),
        follow_ups=tables.follow_ups(folder / "follow_ups.csv", mistakes),
        certificates=tables.certificates(folder / "certificates.csv", mistakes),
        grades=tables.grades(folder / "grades.csv", mistakes),
        languages=county.languages,
        crisis=county.crisis,
        sources=county.sources,
        holidays=county.holidays,
    )
    mistakes.stop_if_any()
    return region


def _folder(name_or_path: str | Path) -> Path:
    """A folder as it stands, or the pack of that name that comes with the program."""
    folder = Path(name_or_path)
    if folder.is_dir():
        return folder
    shipped = PACKS / str(name_or_path).replace("-", "_").lower()
    if shipped.is_dir():
        return shipped
    known = ", ".join(sorted(path.name for path in PACKS.iterdir() if path.is_dir()))
    raise BadPack(
        f"there is no county pack {str(name_or_path)!r}; write a folder or one of: {known}"
    )
