from pathlib import Path
from uuid import uuid4

import pytest
from structlog.testing import capture_logs
from temporalio.api.operatorservice.v1 import ListNexusEndpointsRequest
from temporalio.client import Client

from runtime.embedded.endpoints import have_endpoint
from runtime.embedded.temporal import Temporal
from runtime.temporal.connecting import open_client


@pytest.fixture
def name() -> str:
    return f"intake-{uuid4().hex[:8]}"


async def leads_to(client: Client, name: str) -> list[tuple[str, str]]:
    """The namespace and task queue of each endpoint of that name."""
    listed = await client.operator_service.list_nexus_endpoints(ListNexusEndpointsRequest(name=name))
    targets = (endpoint.spec.target.worker for endpoint in listed.endpoints)
    return [(target.namespace, target.task_queue) for target in targets]


async def test_an_endpoint_is_made_once_and_leads_to_the_workers(client: Client, name: str) -> None:
    with capture_logs() as logs:
        await have_endpoint(client, name, "tickets")
        await have_endpoint(client, name, "tickets")
    assert await leads_to(client, name) == [("default", "tickets")]
    assert logs == []


async def test_an_endpoint_that_leads_elsewhere_is_left_as_it_is_and_told(client: Client, name: str) -> None:
    await have_endpoint(client, name, "tickets")
    with capture_logs() as logs:
        await have_endpoint(client, name, "others")
    assert await leads_to(client, name) == [("default", "tickets")]
    [told] = logs
    assert told["event"] == "the Nexus endpoint leads elsewhere, and is left as it is"
    assert (told["namespace"], told["task_queue"]) == ("default", "tickets")


async def test_a_name_that_no_endpoint_can_have_is_told_and_stops_nobody(client: Client) -> None:
    with capture_logs() as logs:
        await have_endpoint(client, "no endpoint", "tickets")
    assert [told["event"] for told in logs] == ["there is no Nexus endpoint, and it cannot be made"]


async def test_an_endpoint_outlives_its_server(data: Path, name: str) -> None:
    temporal = Temporal(data)
    await temporal.start()
    await have_endpoint(await open_client(temporal.address, "default"), name, "tickets")
    await temporal.kill()
    await temporal.start()
    assert await leads_to(await open_client(temporal.address, "default"), name) == [("default", "tickets")]
