"""The Nexus endpoint by which workflows of other namespaces reach the workers of an embedded server."""

import structlog
from temporalio.api.nexus.v1 import Endpoint
from temporalio.api.operatorservice.v1 import CreateNexusEndpointRequest, ListNexusEndpointsRequest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

_log = structlog.get_logger("sundial.servers")


async def have_endpoint(client: Client, name: str, task_queue: str) -> None:
    """Make an endpoint that leads to a task queue of the client's namespace, unless there is one of that name.

    One that leads elsewhere is left as it is, and the log says so: names are the whole server's, and somebody may use
    it. Tickets are served without one, so what keeps it from being made is logged and no more.
    """
    try:
        found = await _found(client, name)
        if found is None:
            await _make(client, name, task_queue)
        elif _leads_elsewhere(found, client.namespace, task_queue):
            target = found.spec.target.worker
            _log.warning(
                "the Nexus endpoint leads elsewhere, and is left as it is",
                endpoint=name,
                namespace=target.namespace,
                task_queue=target.task_queue,
            )
    except RPCError as fault:
        _log.warning("there is no Nexus endpoint, and it cannot be made", endpoint=name, why=fault.message)


async def _found(client: Client, name: str) -> Endpoint | None:
    listed = await client.operator_service.list_nexus_endpoints(ListNexusEndpointsRequest(name=name))
    return next(iter(listed.endpoints), None)


async def _make(client: Client, name: str, task_queue: str) -> None:
    asked = CreateNexusEndpointRequest()
    asked.spec.name = name
    asked.spec.target.worker.namespace = client.namespace
    asked.spec.target.worker.task_queue = task_queue
    try:
        await client.operator_service.create_nexus_endpoint(asked)
    except RPCError as fault:
        # Another process of this folder was faster.
        if fault.status is not RPCStatusCode.ALREADY_EXISTS:
            raise


def _leads_elsewhere(found: Endpoint, namespace: str, task_queue: str) -> bool:
    target = found.spec.target.worker
    return (target.namespace, target.task_queue) != (namespace, task_queue)
