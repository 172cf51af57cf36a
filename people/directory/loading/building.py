"""From a file without faults to the directory that it describes."""

from domain.business_time import Interval
from domain.business_time.zones import zone_named
from domain.text import folded
from people.directory.addresses.address import Channel, addressed
from people.directory.directory import Directory
from people.directory.draft import Draft
from people.directory.people import ChannelEntry, DeputyEntry, Reachable
from people.directory.routing import Absence, Person


def built(draft: Draft) -> Directory:
    """The directory of a draft in which nothing is wrong."""
    people = {
        key: _person(draft, key, entry.name, entry, entry.deputies, entry.stand_in)
        for key, entry in draft.people.items()
    }
    customers = {
        folded(name): _person(draft, f"customer/{name}", name, entry) for name, entry in draft.customers.items()
    }
    other = draft.other_customers
    return Directory(
        people=people,
        teams=tuple(draft.teams.values()),
        gateway_rates={name: one.rate for name, one in draft.gateways.items() if one.rate is not None},
        customers=customers,
        other_customers=None if other is None else _person(draft, "customer/", "", other),
    )


def _person(
    draft: Draft,
    key: str,
    name: str,
    entry: Reachable,
    deputies: tuple[DeputyEntry, ...] = (),
    stand_in: str | None = None,
) -> Person:
    clock = zone_named(entry.zone)
    return Person(
        key=key,
        name=name,
        language=entry.language,
        zone=entry.zone,
        channels=tuple(_channel(draft, label, channel) for label, channel in entry.channels.items()),
        absences=tuple(Absence(Interval(one.starts.on(clock), one.until.on(clock)), one.person) for one in deputies),
        stand_in=stand_in,
    )


def _channel(draft: Draft, name: str, entry: ChannelEntry) -> Channel:
    if entry.through is not None and entry.to is not None:
        gateway = draft.gateways[entry.through]
        return Channel(name, gateway.kind, addressed(gateway.address, entry.to), None, entry.rate, entry.through)
    assert entry.kind is not None
    assert entry.address is not None
    return Channel(name, entry.kind, entry.address, entry.secret, entry.rate)
