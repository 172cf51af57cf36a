import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from runtime.embedded.temporal_program import DYNAMIC_CONFIG
from runtime.settings import READ_BY_COMPOSE_ALONE, load_settings, variable_names
from tests.domain.test_structure import imported
from workflows.messages import SEARCH_ATTRIBUTES

ROOT = Path(__file__).parent.parent
SCRIPTS = sorted((ROOT / "ops" / "compose").glob("*.sh"))


def load(file: str) -> Any:
    return YAML(typ="safe").load(ROOT / file)


COMPOSE = load("docker-compose.yml")
SERVICES: dict[str, Any] = COMPOSE["services"]
JOBS = {"temporal-schema", "temporal-namespace"}


def images() -> Iterator[str]:
    yield from (service["image"] for service in SERVICES.values())
    yield from re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)


def variables(service: str) -> dict[str, str]:
    return dict(SERVICES[service].get("environment", {}))


def test_every_image_is_pinned_to_a_full_version() -> None:
    unpinned = [image for image in images() if not re.search(r":\d+\.\d+(\.\d+)?(-[a-z]+)*$", image)]
    assert unpinned == []


def test_what_a_service_waits_for_exists_and_can_be_waited_for() -> None:
    for name, service in SERVICES.items():
        for other, how in service.get("depends_on", {}).items():
            wanted = "service_completed_successfully" if other in JOBS else "service_healthy"
            assert how["condition"] == wanted, f"{name} waits for {other}"
            assert other in JOBS or "healthcheck" in SERVICES[other], f"{name} waits for {other}"


def test_the_jobs_end_and_the_servers_come_back() -> None:
    for name, service in SERVICES.items():
        assert service["restart"] == ("no" if name in JOBS else "unless-stopped"), name


def test_volumes_that_are_used_are_declared_or_are_in_the_repository() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = re.sub(r"\$\{\w+:-(.*?)\}", r"\1", volume).split(":")[0]
            assert source in COMPOSE["volumes"] or (ROOT / source).exists(), volume


def test_the_ports_are_open_to_this_machine_alone() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert len(ports) == 4
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_can_write_into_its_image_or_gain_a_privilege(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"cap_add", "privileged", "network_mode", "pid", "ipc", "userns_mode", "devices"} & service.keys()
    assert "/tmp" in service["tmpfs"]


@pytest.mark.parametrize("name", SERVICES)
def test_no_container_runs_as_root(name: str) -> None:
    # Those of Temporal's server and tools say so in their images, as ours does in its Dockerfile.
    by_itself = {"temporalio/server", "temporalio/admin-tools", "sundial-worker"}
    if SERVICES[name]["image"].split(":")[0] in by_itself:
        assert "user" not in SERVICES[name]
    else:
        assert int(SERVICES[name]["user"].split(":")[0]) > 0
    assert re.search(r"^USER sundial$", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)


def test_what_is_mounted_from_this_machine_is_only_read() -> None:
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            assert volume.endswith(":ro") or volume.split(":")[0] in COMPOSE["volumes"], (name, volume)


def test_the_databases_socket_has_a_place_that_its_user_can_write_to() -> None:
    uid, gid = SERVICES["postgres"]["user"].split(":")
    (place,) = (one for one in SERVICES["postgres"]["tmpfs"] if one.startswith("/var/run/postgresql:"))
    assert {f"uid={uid}", f"gid={gid}"} <= set(place.split(":")[1].split(","))


def test_the_image_of_the_worker_writes_no_bytecode() -> None:
    assert "PYTHONDONTWRITEBYTECODE=1" in (ROOT / "Dockerfile").read_text()


def test_the_database_keeps_its_data_where_this_version_of_postgresql_has_it() -> None:
    # From version 18 on the image keeps its data one folder higher.
    assert SERVICES["postgres"]["image"].startswith("postgres:18.")
    assert SERVICES["postgres"]["volumes"] == ["postgres:/var/lib/postgresql"]


@pytest.mark.parametrize("name", ["worker", "api"])
def test_ours_has_longer_to_stop_than_it_takes(name: str) -> None:
    grace = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))
    assert grace > int(variables(name)["SUNDIAL_GRACEFUL_SHUTDOWN_SECONDS"])


@pytest.mark.parametrize("name", ["worker", "api"])
def test_ours_is_given_settings_that_it_knows_and_takes(name: str) -> None:
    ours = {name: value for name, value in variables(name).items() if name.startswith("SUNDIAL_")}
    assert ours.keys() <= variable_names()
    fields = {name.removeprefix("SUNDIAL_").lower(): value for name, value in ours.items()}
    assert load_settings(**fields).mode == "external"


def test_no_password_is_written_down() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    passwords = re.findall(r"(?:PASSWORD|PWD): (.*)", text) + re.findall(r"x-password: &password (.*)", text)
    assert len(passwords) == 4
    assert all(value == "*password" or value.startswith("${SUNDIAL_POSTGRES_PASSWORD:?") for value in passwords)
    assert "SUNDIAL_POSTGRES_PASSWORD=\n" in (ROOT / ".env.example").read_text()
    assert ".env" in (ROOT / ".gitignore").read_text().split()


def test_the_example_names_every_variable_that_compose_asks_for() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^#? ?(\w+)=", (ROOT / ".env.example").read_text(), flags=re.MULTILINE))
    assert asked == offered
    ours = {name for name in asked if name.startswith("SUNDIAL_")}
    assert READ_BY_COMPOSE_ALONE <= ours <= READ_BY_COMPOSE_ALONE | variable_names()


def test_the_server_is_tuned_as_the_embedded_one() -> None:
    tuned = load("ops/compose/temporal-dynamic-config.yaml")
    assert {name: str(entry[0]["value"]) for name, entry in tuned.items()} == {
        name: value.strip('"') for name, value in DYNAMIC_CONFIG.items()
    }


def test_the_image_of_the_worker_has_what_is_copied_and_no_embedded_servers() -> None:
    allowed = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE)
    assert [name for name in allowed if not (ROOT / name).exists()] == []
    pinned = (ROOT / "requirements-worker.txt").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for package in project["optional-dependencies"]["embedded"]:
        assert f"\n{package}==" not in pinned
    for package in project["dependencies"]:
        assert re.search(rf"^{package.split('[')[0].replace('.', '-')}==", pinned, flags=re.MULTILINE), package


def test_the_image_has_every_package_that_its_programs_import() -> None:
    allowed = set(re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE))
    ours = {folder.name for folder in ROOT.iterdir() if (folder / "__init__.py").exists()} - {"tests", "bench"}
    asked, wanted = [ROOT / "worker.py", ROOT / "starter.py"], set[str]()
    while asked:
        found = {name.split(".")[0] for name in imported(asked.pop())} & ours
        asked += [module for package in found - wanted for module in (ROOT / package).rglob("*.py")]
        wanted |= found
    assert wanted == ours
    assert ours <= allowed


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_is_valid_shell(script: Path) -> None:
    assert subprocess.run(["sh", "-n", script], capture_output=True, check=False).stderr == b""


def test_every_script_that_is_mounted_is_run_and_exists() -> None:
    run = {Path(SERVICES[job]["entrypoint"][1]).name for job in JOBS}
    assert run == {script.name for script in SCRIPTS}


def test_the_script_registers_the_search_attributes_that_the_workflow_sets() -> None:
    script = (ROOT / "ops" / "compose" / "temporal-namespace.sh").read_text()
    listed = re.search(r"<<'LIST'\n(.*?)\nLIST", script, flags=re.DOTALL)
    assert listed is not None
    assert dict(line.split() for line in listed[1].splitlines()) == dict(SEARCH_ATTRIBUTES)
