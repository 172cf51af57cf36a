"""A namespace as Sundial wants it: its own, kept for long enough, with its search attributes."""

from collections.abc import Mapping
from datetime import timedelta

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest, UpdateNamespaceRequest
from temporalio.client import Client

from runtime.errors import ServerError
from runtime.temporal.connecting import register_search_attributes
from runtime.temporal.installations import KEY, mark_namespace

# How long an ended ticket's history stays; the dev server's own is a day.
RETENTION = timedelta(days=30)


class AnotherInstallation(ServerError):
    """A Temporal server that is not this data folder's."""

    def __init__(self, address: str, namespace: str, theirs: str, ours: str) -> None:
        super().__init__(
            f"The Temporal server at {address} belongs to another installation: its namespace {namespace} is of "
            f"{theirs}, and this data folder is {ours}."
        )


async def prepare(client: Client, search_attributes: Mapping[str, str], installation: str) -> None:
    """Set its installation and its retention, and register the search attributes, where that is not done already.

    Raises:
        AnotherInstallation: the namespace belongs to another one; nothing is changed then.

    """
    name = client.namespace
    found = await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=name))
    theirs = found.namespace_info.data.get(KEY)
    if theirs not in (None, installation):
        raise AnotherInstallation(client.service_client.config.target_host, name, theirs, installation)
    if theirs is None:
        await mark_namespace(client, installation)
    if found.config.workflow_execution_retention_ttl.ToTimedelta() < RETENTION:
        request = UpdateNamespaceRequest(namespace=name)
        request.config.workflow_execution_retention_ttl.FromTimedelta(RETENTION)
        await client.workflow_service.update_namespace(request)
    await register_search_attributes(client, search_attributes)
