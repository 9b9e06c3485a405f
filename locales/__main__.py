"""Bring template and catalogs up to date with the sources; ``--check`` only compares.

What is written is the same on every machine and every day: no line numbers, no dates, no wrapping.
"""

import io
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from bot.i18n.catalogs import LANGUAGES
from locales.sentences import ROOT, sentences

FOLDER = ROOT / "locales"
TEMPLATE = FOLDER / "lotse.pot"
_HEADER = (
    "# What Lotse says to people. German sentences are the keys; `make i18n` keeps this file."
)
_LABEL = "on a button: at most 20 characters"
_CHANGING = ('"POT-Creation-Date', '"PO-Revision-Date', '"Last-Translator', '"Language-Team')
_TOOLS = ('"Project-Id-Version', '"Report-Msgid-Bugs-To', '"Generated-By')


def path_of(language: str) -> Path:
    """Where the catalog of a language stands."""
    return FOLDER / language / "LC_MESSAGES" / "lotse.po"


def template() -> Catalog:
    """All sentences of the sources, without translations."""
    catalog = Catalog(fuzzy=False)
    for sentence in sentences():
        catalog.add(
            sentence.forms if len(sentence.forms) > 1 else sentence.forms[0],
            locations=[(sentence.file, 0)],
            auto_comments=[_LABEL] if sentence.is_label else [],
        )
    return catalog


def updated(language: str, sources: Catalog) -> Catalog:
    """The catalog of a language: its translations of what is still said, the rest still empty."""
    path = path_of(language)
    if path.exists():
        with path.open("rb") as po:
            catalog = read_po(po, locale=language)
    else:
        catalog = Catalog(locale=language)
    catalog.fuzzy = False
    catalog.update(sources, no_fuzzy_matching=True)
    return catalog


def written(catalog: Catalog) -> str:
    """The text of a template or catalog."""
    catalog.header_comment = _HEADER
    buffer = io.BytesIO()
    write_po(
        buffer, catalog, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True
    )
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_CHANGING + _TOOLS))


def files() -> dict[Path, str]:
    """Every file of this folder that is made from the sources, with its text."""
    sources = template()
    catalogs = {path_of(each): written(updated(each, sources)) for each in LANGUAGES}
    return {TEMPLATE: written(sources), **catalogs}


def main(check: bool) -> None:
    """Write what has changed, or with ``check`` end with an error that names it."""
    stale = [
        (path, text)
        for path, text in files().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if check and stale:
        names = ", ".join(path.relative_to(ROOT).as_posix() for path, _ in stale)
        sys.exit(f"Sentences have changed; run `make i18n`. Not up to date: {names}")
    for path, text in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(check="--check" in sys.argv[1:])
