"""Reads the translations: ``locales/<locale>/LC_MESSAGES/lotse.po``, compiled in memory."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "de"
LANGUAGES = {"de": "Deutsch", "en": "English"}
"""Offered languages by their own names.

Adding one: init and translate the catalog, then a line here.
"""


@cache
def translations(language: str) -> NullTranslations:
    """The catalog of ``language``; entries without a translation fall back to the German sentence.

    Raises LookupError for a language that is not offered.
    """
    if language not in LANGUAGES:
        raise LookupError(language)
    source = files("locales") / language / "LC_MESSAGES" / "lotse.po"
    if not source.is_file():
        return NullTranslations()
    with source.open("rb") as po:
        catalog = read_po(po, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


def offered(language: str) -> str:
    """The offered language nearest to a messenger's code ("en-GB" → "en"), else German."""
    wanted = language.replace("_", "-").lower().split("-")[0]
    return wanted if wanted in LANGUAGES else SOURCE_LANGUAGE
