"""The catalogues are whole: nothing untranslated, fuzzy, obsolete, out of date, or with other placeholders."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import python_format
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from people.notices.wording.catalogue import LANGUAGES, LOCALES, TEMPLATE, catalogue, path_of
from people.notices.wording.cleaning import END_OF_ISOLATE, ISOLATE
from people.notices.wording.names import Names
from people.notices.wording.reader import Reader
from people.notices.wording.voice import voice_of
from tests.domain.given.terms import gold

ROOT = Path(__file__).parents[3]
KEYWORDS = {"say": None, "count": (1, 2), "known": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
PLURALS = {"it": 2, "en": 2, "fr": 2, "de": 2, "es": 2, "pt": 2, "ar": 6}

Key = tuple[str | None, str | tuple[str, ...]]


def keys(of: Catalog) -> set[Key]:
    return {(message.context, _id(message)) for message in of if message.id}


def _id(message: Message) -> str | tuple[str, ...]:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def template() -> Catalog:
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def texts(of: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [of or ""] if isinstance(of, str | None) else [*of]


def test_the_template_says_what_the_code_says() -> None:
    found = extract_from_dir(str(ROOT / "people" / "notices"), keywords=KEYWORDS)
    said = {(context, text) for _, _, text, _, context in found}
    assert said == keys(template())
    assert len(said) > 100


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert {path.name for path in LOCALES.iterdir() if path.is_dir()} == set(LANGUAGES)
    assert [path.name for path in LOCALES.rglob("*") if path.is_file() and path.suffix not in (".po", ".pot")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_every_text_translated_and_no_other(language: str) -> None:
    translated = catalogue(language)
    assert keys(translated) == keys(template())
    assert not translated.obsolete
    assert "#~" not in path_of(language).read_text(encoding="utf-8")
    assert [message.id for message in translated if message.id and message.fuzzy] == []
    assert [message.id for message in translated if message.id and not all(texts(message.string))] == []
    assert translated.num_plurals == PLURALS[language]
    counted = [message for message in translated if message.pluralizable]
    assert {len(texts(message.string)) for message in counted} == {PLURALS[language]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_original(language: str) -> None:
    translated = catalogue(language)
    for message in translated:
        if not message.id:
            continue
        python_format(translated, message)
        wanted = sorted(PLACEHOLDER.findall(texts(message.id)[-1]))
        for form in texts(message.string):
            found = sorted(PLACEHOLDER.findall(form))
            # `one hour` need not have its number.
            assert found == wanted or (message.pluralizable and language == "ar" and found == []), message.id
            assert not {ISOLATE, END_OF_ISOLATE} & {*form}
            assert form.strip() == form


def test_english_is_as_the_code_has_it() -> None:
    assert all(texts(message.string) == texts(message.id) for message in catalogue("en") if message.id)


def test_no_two_placeholders_of_a_text_could_be_confused_with_its_percent_signs() -> None:
    for language in LANGUAGES:
        for message in catalogue(language):
            for form in texts(message.string) if message.id else []:
                assert "%" not in PLACEHOLDER.sub("", form)


OLD, NEW, IMAGEN = "imagiclecare-4.1", "imagiclecare-5.0", "imagen-ti"
FOUR_LEVELS = ("support-team", "team-leader", "support-manager", "co-ceo-cto")


@pytest.mark.parametrize(
    ("language", "contract", "levels", "called"),
    [
        (
            "it",
            NEW,
            ("support-team", "support-regional-manager", "support-manager", "co-ceo-cto"),
            ["Support team", "Support Regional Manager", "Support Manager", "Co-CEO e CTO"],
        ),
        (
            "es",
            OLD,
            FOUR_LEVELS,
            ["Equipo de asistencia técnica", "Jefe de equipo", "Director de asistencia técnica", "Co-CEO y CTO"],
        ),
        (
            "fr",
            OLD,
            FOUR_LEVELS,
            [
                "Équipe d'assistance",
                "Chef d'équipe",
                "Responsable de l'assistance",
                "Co-PDG et Directeur de la technologie",
            ],
        ),
        ("de", OLD, FOUR_LEVELS, ["Support-Team", "Teamleiter", "Support-Manager", "Co-CEO und CTO"]),
        (
            "es",
            IMAGEN,
            ("support-team", "support-manager", "manufacturer"),
            ["mesa de ayuda", "Gerente de Soporte Técnico", "Fabricante"],
        ),
    ],
)
def test_levels_are_called_as_the_contracts_print_them(
    language: str, contract: str, levels: tuple[str, ...], called: list[str]
) -> None:
    names = Names(voice_of(Reader("Ada", language, "UTC")), gold(contract=contract))
    assert [names.level(level) for level in levels] == called


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("it", ("CRITICA, IMPATTO GRAVE", "ALTA, IMPATTO SIGNIFICATIVO", "MEDIA, IMPATTO MINORE")),
        ("es", ("CRÍTICO, IMPACTO GRAVE", "ALTO, IMPACTO SIGNIFICATIVO", "MEDIO, IMPACTO MENOR")),
        ("fr", ("CRITIQUE, IMPACT GRAVE", "ÉLEVÉE, IMPACT IMPORTANT", "MOYENNE, IMPACT MINEUR")),
        (
            "de",
            ("KRITISCH, SCHWERWIEGENDE AUSWIRKUNGEN", "HOCH, ERHEBLICHE AUSWIRKUNGEN", "MITTEL, GERINGE AUSWIRKUNGEN"),
        ),
    ],
)
def test_priorities_are_called_as_the_contracts_print_them(language: str, printed: tuple[str, ...]) -> None:
    names = Names(voice_of(Reader("Ada", language, "UTC")), gold(contract=NEW))
    assert tuple(names.priority_in_full(priority) for priority in ("P1", "P2", "P3")) == tuple(
        f"P{number} {name}" for number, name in enumerate(printed, start=1)
    )


def test_the_published_contracts_agree_with_the_catalogues() -> None:
    from contracts.loader import load_all

    for contract in load_all(None).values():
        for language in {"it", "es", "fr", "de", "en"}:
            names = Names(voice_of(Reader("Ada", language, "UTC")), gold(contract=contract.id))
            for key, level in contract.levels.items():
                assert names.level(key) == level.names.get(language, names.level(key))
            for key, priority in contract.priorities.items():
                printed = priority.names.get(language)
                assert printed is None or names.priority_in_full(key).endswith(printed)


def test_a_contract_of_somebodys_own_is_called_as_it_is_written() -> None:
    names = Names(voice_of(Reader("Nino", "it", "UTC")), gold(contract="aurora-2027", plan="night"))
    assert names.level("support-team") == "support-team"
    assert names.priority_in_full("P1") == "P1"
    assert names.contract == "aurora-2027, night"
