"""The texts in each language, read from the catalogues that translators edit, and compiled in memory."""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("it", "en", "fr", "de", "es", "pt", "ar")
LOCALES = Path(__file__).parents[1] / "locales"
TEMPLATE = LOCALES / "sundial.pot"


class UnknownLanguage(LookupError):
    """A language in which there are no texts."""

    def __init__(self, language: str) -> None:
        super().__init__(f"There are no messages in the language {language!r}; choose one of {', '.join(LANGUAGES)}.")


def locale_of(language: str) -> Locale:
    """How dates and numbers are written for readers of a language, or of a variant such as `pt-BR`.

    Raises `UnknownLanguage`.
    """
    try:
        locale = Locale.parse(language.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        raise UnknownLanguage(language) from None
    if locale.language not in LANGUAGES:
        raise UnknownLanguage(language)
    return locale


def path_of(language: str) -> Path:
    """The catalogue of one of the languages."""
    return LOCALES / language / "LC_MESSAGES" / "sundial.po"


def catalogue(language: str) -> Catalog:
    """The texts of one of the languages, as a translator has them. Raises Babel's `PoFileError` for a broken file."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def texts(language: str) -> GNUTranslations:
    """The texts of one of the languages, ready for use; read once."""
    compiled = BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
