import socket
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest

from runtime.embedded.temporal import Temporal
from runtime.errors import ServerError
from runtime.temporal.connecting import open_client
from tests.runtime.embedded.free_ports import a_free_port
from tests.runtime.naps import Naps


async def test_a_killed_server_comes_back_where_it_was_with_its_workflows(data: Path) -> None:
    temporal = Temporal(data, port=a_free_port())
    await temporal.start()
    address = temporal.address
    client = await open_client(address, "default")
    await client.start_workflow(Naps.run, 3, id="ticket/anna/1", task_queue="nobody")

    await temporal.kill()
    assert not await temporal.answers()
    await temporal.start()

    assert temporal.address == address
    description = await client.get_workflow_handle("ticket/anna/1").describe()
    assert description.id == "ticket/anna/1"


async def test_a_new_namespace_keeps_histories_for_a_month_and_has_the_search_attributes(data: Path) -> None:
    attributes = {"SundialPriority": "Keyword", "SundialNextDue": "Datetime"}
    temporal = Temporal(data, namespace="support", search_attributes=attributes)
    await temporal.start()
    client = await open_client(temporal.address, "support")

    found = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace="support"))
    assert found.config.workflow_execution_retention_ttl.ToTimedelta() == timedelta(days=30)
    listed = await client.operator_service.list_search_attributes(ListSearchAttributesRequest(namespace="support"))
    assert attributes.keys() <= listed.custom_attributes.keys()


async def test_a_taken_port_that_was_asked_for_is_refused_and_another_is_found_where_none_was(
    data: Path,
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServerError, match=rf"Port {port} is taken: set SUNDIAL_TEMPORAL_PORT"):
            await Temporal(data, port=port).start()
    free = Temporal(data, port=port)
    await free.start()
    assert free.address == f"127.0.0.1:{port}"


async def test_a_server_that_cannot_skip_time_is_not_reused_by_one_who_must(data: Path) -> None:
    await Temporal(data).start()
    with pytest.raises(ServerError, match="cannot skip time"):
        await Temporal(data, time_skipping=True).start()


async def test_ports_stay_the_same_from_start_to_start_and_come_back_when_somebody_else_had_them(data: Path) -> None:
    await Temporal(data, port=a_free_port(), ui_port=a_free_port()).start()
    temporal = Temporal(data)
    address, pages = temporal.address, temporal.ui_url
    await temporal.stop()
    with socket.socket() as taken, capture_logs() as logs:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", temporal.port))
        taken.listen()
        await temporal.start()
        assert temporal.address != address
        await temporal.stop()
    [said] = [entry for entry in logs if "another program has taken a port" in entry["event"]]
    assert f"127.0.0.1:{said['usually'][0]}" == address
    await temporal.start()
    assert (temporal.address, temporal.ui_url) == (address, pages)


async def test_who_joins_with_another_port_in_mind_is_told_where_the_servers_are(data: Path) -> None:
    await Temporal(data).start()
    with capture_logs() as logs:
        await Temporal(data, port=1).start()
    [said] = [entry for entry in logs if "run already, and are used where they are" in entry["event"]]
    assert (said["asked_for"], said["used"]) == (1, Temporal(data).port)
