from pathlib import Path

import pytest

from studies.files.policy import (
    Choice,
    ChoiceFaults,
    MappingFaults,
    NotMapped,
    check_choice,
    priority,
    read_policy,
)
from tests.studies.simulation.given import library

EXAMPLE = Path(__file__).parents[3] / "examples" / "mapping.yaml"
IMAGICLE = ("P1", "P2", "P3", "P4")
IMAGEN = ("critical", "serious", "minor")


def test_the_example_chooses_by_location() -> None:
    policy = read_policy(EXAMPLE, library())
    assert policy.column == "location"
    assert policy.choice("Location 143").contract == "imagiclecare-5.0"
    assert policy.choice("Location 204").priorities["3 - Moderate"] == "serious"
    assert policy.choice("Location 1") == policy.otherwise


@pytest.mark.parametrize(
    ("yaml", "sentence"),
    [
        ("", "the file"),
        ("{}", "chooses no contract"),
        (
            "otherwise: {contract: imagen}",
            "line 1: otherwise.contract: there is no contract 'imagen'; did you mean imagen-ti?",
        ),
        (
            "otherwise:\n  contract: imagen-ti\n  plan: gold",
            "line 3: otherwise.plan: there is no plan 'gold' in imagen-ti",
        ),
        ("otherwise: {contract: imagiclecare-4.1, theatre: asia}", "there is no theatre 'asia' in imagiclecare-4.1"),
        ("otherwise: {contract: imagen-ti, priorities: {1: P1}}", "there is no priority 'P1' in imagen-ti"),
        ("otherwise: {contrat: imagen-ti}", "otherwise.contrat: unknown key 'contrat'; did you mean contract?"),
        ("states: {Offen: workin}", "line 1: states.Offen: 'workin' is not known here; did you mean working?"),
        ("values: {x: {contract: imagen-ti}}", "stands there without a column"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_mapping_with_a_fault_is_refused_with_its_place(tmp_path: Path, yaml: str, sentence: str) -> None:
    file = tmp_path / "mapping.yaml"
    file.write_text(yaml, encoding="utf-8")
    with pytest.raises(MappingFaults) as refused:
        read_policy(file, library())
    assert sentence in refused.value.sentence


def test_options_that_no_contract_knows_are_refused() -> None:
    with pytest.raises(ChoiceFaults, match=r"There is no contract 'imagicle': choose|did you mean"):
        check_choice({"contract": "imagicle"}, library())
    with pytest.raises(ChoiceFaults, match=r"There is no plan 'silver' in imagiclecare-4\.1"):
        check_choice({"contract": "imagiclecare-4.1", "plan": "silver"}, library())
    with pytest.raises(ChoiceFaults, match="requester"):
        check_choice({"requester": "nobody"}, library())


@pytest.mark.parametrize(
    ("text", "known", "meant"),
    [
        ("P2", IMAGICLE, "P2"),
        ("1 - Critical", IMAGICLE, "P1"),
        ("4 - Low", IMAGICLE, "P4"),
        ("2", IMAGICLE, "P2"),
        ("3 - Moderate", IMAGEN, "minor"),
        ("4 - Low", IMAGEN, "minor"),
        ("serious", IMAGEN, "serious"),
    ],
)
def test_a_priority_is_known_by_its_name_or_its_rank(text: str, known: tuple[str, ...], meant: str) -> None:
    assert priority(text, Choice(), known) == meant


def test_what_the_mapping_says_of_a_priority_comes_first() -> None:
    assert priority("1 - Critical", Choice(priorities={"1 - Critical": "P3"}), IMAGICLE) == "P3"


@pytest.mark.parametrize("text", ["", "?", "0 - None", "10", "urgent", "٢"])
def test_a_priority_without_name_or_rank_is_refused(text: str) -> None:
    with pytest.raises(NotMapped):
        priority(text, Choice(), IMAGICLE)
