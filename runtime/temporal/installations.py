"""Which installation a namespace belongs to: its data hold the id, written when it was first served."""

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client

KEY = "sundial-installation"
"""What the id is called in a namespace's data."""


async def of_namespace(client: Client) -> str | None:
    """The id in the client's namespace, or `None`. Raises an `RPCError` where it may not be read."""
    request = DescribeNamespaceRequest(namespace=client.namespace)
    found = await client.workflow_service.describe_namespace(request)
    return found.namespace_info.data.get(KEY)


async def mark_namespace(client: Client, id_: str) -> None:
    """Write the id into the client's namespace. Raises an `RPCError` where it may not be written."""
    request = UpdateNamespaceRequest(namespace=client.namespace)
    request.update_info.data[KEY] = id_
    await client.workflow_service.update_namespace(request)
