"""A namespace as Sundial wants it: kept for long enough, with its search attributes."""

from collections.abc import Mapping
from datetime import timedelta

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client

from runtime.connecting import register_search_attributes

# How long an ended ticket's history stays; the dev server's own is a day.
RETENTION = timedelta(days=30)


async def prepare(client: Client, search_attributes: Mapping[str, str]) -> None:
    """Set the retention and register the search attributes; nothing changes where all is as it must be."""
    name = client.namespace
    found = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=name))
    if found.config.workflow_execution_retention_ttl.ToTimedelta() < RETENTION:
        request = UpdateNamespaceRequest(namespace=name)
        request.config.workflow_execution_retention_ttl.FromTimedelta(RETENTION)
        await client.workflow_service.update_namespace(request)
    await register_search_attributes(client, search_attributes)
