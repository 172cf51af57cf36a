import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest

from doors.nexus.service import ENDPOINT
from runtime.embedded.servers import servers
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.connecting import open_client
from tests.runtime.embedded.test_endpoints import leads_to

SCRIPT = Path(__file__).parents[3] / "ops" / "compose" / "temporal-namespace.sh"


async def run_script(running: Running) -> str:
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "TEMPORAL_ADDRESS": running.temporal_address,
        "TEMPORAL_NAMESPACE": "compose",
    }
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec("sh", SCRIPT, env=environment, stdout=pipe, stderr=pipe)
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return out.decode()


async def test_the_script_of_compose_prepares_a_namespace_and_may_run_again(running: Running) -> None:
    await run_script(running)
    await run_script(running)

    client = await open_client(running.temporal_address, "compose")
    described = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace="compose"))
    assert described.config.workflow_execution_retention_ttl.ToTimedelta() == timedelta(days=30)
    listed = await client.operator_service.list_search_attributes(ListSearchAttributesRequest(namespace="compose"))
    assert listed.custom_attributes["SundialNextDue"] == IndexedValueType.INDEXED_VALUE_TYPE_DATETIME
    assert listed.custom_attributes["SundialStatus"] == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD


async def test_the_script_makes_the_endpoint_of_the_intake_and_leaves_one_that_is_there(data: Path) -> None:
    async with servers(Settings(data=data)) as running:
        await run_script(running)
        await run_script(running)
        client = await open_client(running.temporal_address, "compose")
        assert await leads_to(client, ENDPOINT) == [("compose", "tickets")]
