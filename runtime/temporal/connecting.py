"""Clients of Temporal, and what they need of the server."""

import asyncio
import logging
from collections.abc import Mapping
from functools import cache
from typing import Any

import structlog
from temporalio.api.enums.v1 import IndexedValueType
from temporalio.api.operatorservice.v1 import AddSearchAttributesRequest, ListSearchAttributesRequest
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.envconfig import ClientConfig
from temporalio.runtime import LogForwardingConfig, LoggingConfig, Runtime, TelemetryConfig, TelemetryFilter
from temporalio.service import RPCError, RPCStatusCode

from runtime.errors import ConnectionRefused, ServerUnreachable
from runtime.faults import is_outage, may_pass, reason
from runtime.logging.outages import TEMPORAL
from runtime.running import Running
from runtime.settings import Settings
from runtime.temporal.converting import data_converter

PATIENCE = 5.0
AGAIN = 2.0
"""Seconds between two tries to reach a server that is waited for."""

_log = structlog.get_logger("sundial.worker")


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
    address, namespace, found = _configured(settings)
    return await open_client(address, namespace, patience=patience, **found)


def _configured(settings: Settings) -> tuple[str, str, dict[str, Any]]:
    try:
        found: dict[str, Any] = dict(ClientConfig.load_client_connect_config())
    except (RuntimeError, ValueError, OSError) as fault:
        raise ConnectionRefused(f"Temporal's environment configuration (TEMPORAL_*) cannot be read: {fault}") from None
    address = str(found.pop("target_host", None) or "localhost:7233")
    namespace = str(settings.namespace or found.pop("namespace", None) or "default")
    found.pop("namespace", None)
    return address, namespace, found


async def open_client(
    address: str, namespace: str, *, patience: float = PATIENCE, check_namespace: bool = True, **more: Any
) -> Client:
    """A client of the server at `address`, which must answer within `patience` seconds.

    Raises:
        ServerUnreachable: it does not, and may do so later.
        ConnectionRefused: it has no such namespace, or does not let us in.

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
    except (RuntimeError, TimeoutError, ValueError) as fault:
        kind = ServerUnreachable if may_pass(fault) else ConnectionRefused
        raise kind(
            f"No Temporal server can be reached at {address} ({reason(fault)}): start one, or set TEMPORAL_ADDRESS "
            "to where it is."
        ) from None


async def connect_patiently(settings: Settings, search_attributes: Mapping[str, str]) -> Client:
    """As `connect` in external mode, but a server that does not answer is waited for; the log says so.

    The search attributes are there then.

    Raises:
        ConnectionRefused: the server has no such namespace, does not let us in, or cannot be as it is configured.

    """
    while True:
        try:
            client = await connect(settings)
            await register_search_attributes(client, search_attributes)
        except ServerUnreachable as down:
            TEMPORAL.noticed(str(down))
            await asyncio.sleep(AGAIN)
        else:
            TEMPORAL.ended()
            return client


async def register_search_attributes(client: Client, attributes: Mapping[str, str]) -> None:
    """Make the search attributes (name to type: Keyword, Datetime, Bool, ...) that are not there yet.

    Raises:
        ServerUnreachable: the server does not answer.
        ConnectionRefused: it has one of these names with another type, or does not let us make one that is missing.

    """
    service = client.operator_service
    try:
        listed = await service.list_search_attributes(ListSearchAttributesRequest(namespace=client.namespace))
    except RPCError as fault:
        if is_outage(fault):
            raise ServerUnreachable(f"The Temporal server does not answer: {fault.message}") from None
        _log.warning("the search attributes cannot be looked at, and must be there", why=fault.message)
        return
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
            if is_outage(fault):
                raise ServerUnreachable(f"The Temporal server does not answer: {fault.message}") from None
            if fault.status is not RPCStatusCode.ALREADY_EXISTS:
                raise ConnectionRefused(
                    f"The search attributes {', '.join(missing)} are missing and cannot be made ({fault.message}): "
                    "make them by hand, as ops/compose/temporal-namespace.sh does."
                ) from None


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
