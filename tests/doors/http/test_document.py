"""The OpenAPI document: whole, with an example for each operation, and pages that need nothing from elsewhere."""

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from activities.webhooks.refusals import KINDS
from doors.http.problem_page import every_problem
from tests.doors.http.conftest import Api

HERE = Path(__file__).parent
FUZZ = os.environ.get("SUNDIAL_FUZZ")
EXAMPLES = max(1, int(FUZZ) // 100) if FUZZ else 1
"""Requests that are made up for each operation and phase: a few, the same each time; with `make fuzz` many others."""


async def document(api: Api) -> dict[str, Any]:
    async with httpx.AsyncClient(base_url=api.url) as anybody:
        found: dict[str, Any] = (await anybody.get("/openapi.json")).json()
    return found


async def test_every_operation_has_a_summary_an_example_and_its_problems(api: Api) -> None:
    found = await document(api)
    assert found["openapi"].startswith("3.1")
    for path, item in found["paths"].items():
        for operation in item.values():
            assert operation["summary"], path
            if path.startswith("/v1") and not path.startswith("/v1/hooks"):
                assert {"401", "403", "429"} <= set(operation["responses"]), path
            if "requestBody" in operation:
                [content] = operation["requestBody"]["content"].values()
                assert content["examples"], path


async def test_every_event_that_a_webhook_can_be_told_of_has_its_schema(api: Api) -> None:
    found = await document(api)
    assert set(found["webhooks"]) == set(KINDS)
    for kind, item in found["webhooks"].items():
        [content] = item["post"]["requestBody"]["content"].values()
        assert content["schema"] == {"$ref": f"#/components/schemas/{kind}Message"}


async def test_the_pages_need_nothing_from_elsewhere(api: Api) -> None:
    async with httpx.AsyncClient(base_url=api.url) as anybody:
        page = (await anybody.get("/docs")).text
        assets = re.findall(r'(?:src|href)="([^"]+)"', page)
        assert assets
        for asset in assets:
            assert asset.startswith((api.url, "/")), asset
            assert (await anybody.get(asset)).status_code == 200


async def test_every_problem_is_explained(api: Api) -> None:
    async with httpx.AsyncClient(base_url=api.url) as anybody:
        page = (await anybody.get("/docs/problems")).text
    for kind, (_, meaning) in every_problem().items():
        assert f'id="{kind}"' in page
        assert meaning, kind


@pytest.mark.timeout(1800 + 60 * EXAMPLES)
async def test_whatever_the_document_lets_one_ask_is_answered_as_it_says(api: Api, tmp_path: Path) -> None:
    token = await api.token("admin", for_others=True)
    asked = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")),
        *("run", f"{api.url}/openapi.json", "--header", f"Authorization: Bearer {token}"),
        *("--phases", "examples,coverage,fuzzing,stateful", "--checks", "all", "--mode", "all"),
        *("--max-examples", str(EXAMPLES), "--continue-on-failure", "--no-color"),
        *("--generation-database", "none", "--request-timeout", "60", *(() if FUZZ else ("--seed", "1"))),
    ]
    # It keeps what it found where it runs.
    run = await asyncio.create_subprocess_exec(*asked, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    told, _ = await run.communicate()
    assert run.returncode == 0, told.decode()[-6000:]
