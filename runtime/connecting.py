"""Clients of Temporal, and what they need of the server."""

import asyncio
import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.envconfig import ClientConfig
from temporalio.runtime import LogForwardingConfig, LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.service import RPCError, RPCStatusCode

from runtime.converting import data_converter
from runtime.errors import ConnectionRefused
from runtime.running import Running
from runtime.settings import Settings

PATIENCE = 5.0


@cache
def core_runtime() -> Runtime:
    """The SDK's runtime of this process, with logs that go to Python's and not to standard output."""
    forwarding = LogForwardingConfig(logger=logging.getLogger("temporalio.core"))
    what = TelemetryFilter(core_level="WARN", other_level="ERROR")
    return Runtime(telemetry=TelemetryConfig(logging=LoggingConfig(filter=what, forwarding=forwarding)))


async def connect(settings: Settings, running: Running | None = None, *, patience: float = PATIENCE) -> Client:
    """A client of the servers that run here, or, in external mode, of those that the environment names.

    Outside, Temporal's own environment configuration says where and how (TEMPORAL_ADDRESS,
    TEMPORAL_NAMESPACE, TLS, API key, profiles); SUNDIAL_NAMESPACE goes before it.

    Raises:
        ConnectionRefused: the server does not answer within seconds, or has no such namespace.

    """
    if running is not None:
        return await open_client(running.temporal_address, running.namespace, patience=patience)
    try:
        found: dict[str, Any] = dict(ClientConfig.load_client_connect_config())
    except (RuntimeError, ValueError, OSError) as fault:
        raise ConnectionRefused(f"Temporal's environment configuration (TEMPORAL_*) cannot be read: {fault}") from None
    address = str(found.pop("target_host", None) or "localhost:7233")
    namespace = str(settings.namespace or found.pop("namespace", None) or "default")
    found.pop("namespace", None)
    return await open_client(address, namespace, patience=patience, **found)


async def open_client(
    address: str, namespace: str, *, patience: float = PATIENCE, check_namespace: bool = True, **more: Any
) -> Client:
    """A client of the server at `address`, which must answer within `patience` seconds.

    Raises:
        ConnectionRefused: it does not, or it has no such namespace.

    """
    try:
        async with asyncio.timeout(patience):
            client = await Client.connect(
                address,
                namespace=namespace,
                data_converter=data_converter,
                runtime=core_runtime(),
                **more,
            )
            if check_namespace:
                await _require_namespace(client)
            return client
    except (RuntimeError, TimeoutError) as fault:
        why = "it does not answer" if isinstance(fault, TimeoutError) else _first_line(fault)
        raise ConnectionRefused(
            f"No Temporal server can be reached at {address} ({why}): start one, or set TEMPORAL_ADDRESS "
            "to where it is."
        ) from None


async def register_search_attributes(client: Client, attributes: Mapping[str, str]) -> None:
    """Make the search attributes (name to type: Keyword, Datetime, Bool, ...) that are not there yet.

    Raises:
        ConnectionRefused: the server has one of these names with another type.

    """
    service = client.operator_service
    listed = await service.list_search_attributes(ListSearchAttributesRequest(namespace=client.namespace))
    wanted = {name: _type(kind) for name, kind in attributes.items()}
    for name, kind in wanted.items():
        there = listed.custom_attributes.get(name)
        if there is not None and there != kind:
            raise ConnectionRefused(
                f"The search attribute {name} is of type {IndexedValueType.Name(there)} on the server "
                f"and must be {attributes[name]}: remove it there, or use another namespace."
            )
    missing = {name: kind for name, kind in wanted.items() if name not in listed.custom_attributes}
    if missing:
        request = AddSearchAttributesRequest(namespace=client.namespace, search_attributes=missing)
        try:
            await service.add_search_attributes(request)
        except RPCError as fault:
            if fault.status is not RPCStatusCode.ALREADY_EXISTS:
                raise


def _type(kind: str) -> IndexedValueType.ValueType:
    spelled = "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in kind)
    return IndexedValueType.Value(f"INDEXED_VALUE_TYPE{spelled}")


async def _require_namespace(client: Client) -> None:
    try:
        await client.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=client.namespace))
    except RPCError as fault:
        if fault.status is RPCStatusCode.NOT_FOUND:
            raise ConnectionRefused(
                f"The Temporal server has no namespace {client.namespace!r}: create it with "
                f"`temporal operator namespace create -n {client.namespace}`, or set SUNDIAL_NAMESPACE "
                "to one that it has."
            ) from None
        if fault.status is RPCStatusCode.UNAUTHENTICATED:
            raise ConnectionRefused(f"The Temporal server does not let us in: {fault.message}") from None
        # A key that may not describe namespaces may still work in one.
        if fault.status is not RPCStatusCode.PERMISSION_DENIED:
            raise RuntimeError(fault.message) from None


def _first_line(fault: BaseException) -> str:
    lines = str(fault).splitlines() or [type(fault).__name__]
    return lines[0]
