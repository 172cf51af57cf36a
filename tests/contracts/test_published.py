"""A published contract never changes: tickets may run on it."""

from pathlib import Path
from shutil import copytree

import pytest

from contracts.loader import PUBLISHED, load_all
from contracts.published import REGISTER, altered
from domain.contract.faults import ContractFaults


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(PUBLISHED, tmp_path / "contracts")


def test_every_published_contract_is_in_the_register() -> None:
    registered = {line.split()[1] for line in (PUBLISHED / REGISTER).read_text(encoding="utf-8").splitlines()}
    assert registered == {path.name for path in PUBLISHED.glob("*.yaml")}
    assert list(altered(PUBLISHED)) == []


def test_a_published_contract_that_was_edited_is_refused(folder: Path) -> None:
    path = folder / "imagen-ti.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("serious: 4 h", "serious: 5 h"), encoding="utf-8")
    with pytest.raises(ContractFaults) as refused:
        load_all(folder)
    assert str(refused.value) == (
        "imagen-ti.yaml: the file: was published and has been edited since; "
        "restore it, and copy it under a new id to change it."
    )


def test_a_published_contract_that_is_gone_is_refused(folder: Path) -> None:
    (folder / "imagiclecare-4.1.yaml").unlink()
    with pytest.raises(ContractFaults, match=r"imagiclecare-4\.1\.yaml: the file: was published and is missing"):
        load_all(folder)


def test_a_new_contract_beside_the_published_ones_is_welcome(folder: Path) -> None:
    text = (folder / "imagen-ti.yaml").read_text(encoding="utf-8").replace("id: imagen-ti", "id: imagen-ti-2")
    (folder / "imagen-ti-2.yaml").write_text(text, encoding="utf-8")
    assert "imagen-ti-2" in load_all(folder)


def test_the_line_endings_of_a_checkout_change_nothing(folder: Path) -> None:
    for path in folder.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_all(folder) == load_all()
