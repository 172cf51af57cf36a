"""What brings announcements to people, put together: the directory, the words, the channels, the gateways' queues."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg
import structlog
from temporalio.client import Client
from temporalio.worker import Worker

from activities.delivery.alarming import Alarming, alarm_nobody
from activities.delivery.dispatching import Dispatching
from activities.delivery.handing_over import HandOver
from activities.delivery.pace import Pace
from activities.delivery.recipients import Whom
from activities.delivery.sending.delivering import Delivering
from activities.delivery.sending.envelopes import Render
from activities.delivery.sending.rendering import in_words
from domain.clock.contacts import HasContact, everybody
from domain.contract.faults import Fault
from domain.contract.library import Library
from people.channels.post import PostOffice
from people.channels.secrets import keep_out_of_logs, not_set, secrets_in
from people.channels.webhook_secrets import unusable
from people.directory.addresses.address import Channel
from people.directory.directory import Directory
from people.directory.loading.loader import load
from people.directory.loading.unsafe import unsafe
from runtime.errors import SettingsError
from runtime.settings import Settings
from workflows.people.sending import gateway_queue

URGENT_GATHER = 2.0

_log = structlog.get_logger("sundial.worker")


@dataclass(frozen=True)
class DeliverySetup:
    """How announcements reach people, for one worker."""

    directory: Directory
    pace: Pace = field(default_factory=Pace)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    """Where the secrets of addresses are."""
    render: Render = in_words
    client: Client | None = None
    """Through which mailboxes and pagers are reached; the worker's own, unless given."""
    continue_as_new_after: int | None = None
    unsafe: tuple[Fault, ...] = ()
    """Channels that work and are not safe."""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """All that the directory lists."""
        directory = self.directory
        others = [directory.other_customers] if directory.other_customers else []
        persons = [*directory.people.values(), *directory.customers.values(), *others]
        return tuple(channel for person in persons for channel in person.channels)


def delivery_setup(settings: Settings, library: Library) -> DeliverySetup | None:
    """What the settings say; `None` where no directory is set, and announcements go to the log alone.

    Raises:
        DirectoryFaults: the directory is not as it must be: each fault with file, field and cure.

    """
    if settings.directory is None:
        return None
    gather = settings.gather_seconds
    pace = Pace(gather=gather, gather_urgent=min(gather, URGENT_GATHER), alarm=settings.alarm_seconds)
    # A worker's messages are sent from here, so addresses are tried with what is set here.
    directory = load(settings.directory, library, os.environ)
    found = unsafe(settings.directory, os.environ)
    return DeliverySetup(directory, pace, continue_as_new_after=settings.continue_as_new_after, unsafe=found)


def contacts(delivery: DeliverySetup | None) -> HasContact:
    """Which levels have anybody to tell (semantics 19a); without a directory each has."""
    if delivery is None:
        return everybody
    directory = delivery.directory
    return lambda terms, level: directory.has_contact(terms.contract, terms.theatre, level)


@dataclass(frozen=True)
class DeliveryActivities:
    """The activities that a worker serves for delivery, and the gateways that it serves apart."""

    dispatching: Dispatching | None
    activities: tuple[Callable[..., Any], ...]
    deliver: Callable[..., Any] | None = None
    gateway_rates: Mapping[str, float] = field(default_factory=dict)

    def gateway_workers(self, client: Client, task_queue: str, drain: timedelta) -> Iterator[Worker]:
        """A worker for each gateway with a rate, which the server keeps for all workers together."""
        for gateway, rate in self.gateway_rates.items():
            assert self.deliver is not None
            yield Worker(
                client,
                task_queue=gateway_queue(task_queue, gateway),
                activities=[self.deliver],
                max_task_queue_activities_per_second=rate / 60,
                graceful_shutdown_timeout=drain,
            )


def delivery_activities(
    delivery: DeliverySetup | None, pool: asyncpg.Pool, client: Client, task_queue: str
) -> DeliveryActivities:
    """The activities of delivery on these connections; without a directory, the log.

    Raises:
        SettingsError: a variable holds a secret that no webhook can be signed with.

    """
    if delivery is None:
        return DeliveryActivities(None, (alarm_nobody,))
    if wrong := unusable(delivery.channels, delivery.environ):
        raise SettingsError("\n".join(wrong))
    keep_out_of_logs(secrets_in(delivery.channels, delivery.environ))
    if missing := not_set(delivery.channels, delivery.environ):
        _log.warning("nothing can be sent to addresses that name these variables: set them", variables=missing)
    for fault in delivery.unsafe:
        _log.warning("a channel is not safe", why=fault.sentence)
    whom = Whom(delivery.directory, delivery.environ)
    hand_over = HandOver(
        delivery.client or client, task_queue, delivery.pace, continue_as_new_after=delivery.continue_as_new_after
    )
    delivering = Delivering(pool, whom, PostOffice(delivery.environ), delivery.render, hand_over)
    alarming = Alarming(pool, whom, hand_over)
    return DeliveryActivities(
        dispatching=Dispatching(pool, whom, hand_over),
        activities=(
            delivering.sort,
            delivering.deliver,
            delivering.record,
            delivering.pass_on,
            alarming.alarm,
            alarming.on_duty,
            alarming.is_answered,
        ),
        deliver=delivering.deliver,
        gateway_rates=delivery.directory.gateway_rates,
    )
