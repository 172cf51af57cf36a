"""Example tickets, of which everybody whom the engine tells of anything is told something.

They are lived through the pure domain under the published contracts. All names are invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.contract.contract import Contract
from domain.resolving.calendars import HolidaySource
from domain.resolving.resolving import resolve
from domain.terms.request import Request
from domain.terms.terms import Terms
from domain.ticket.commands import (
    Acknowledge,
    ChangePriority,
    Command,
    ConfirmPriority,
    EngageOnCall,
    Escalate,
    Migrate,
    OpenTicket,
    RecordCustomerResponse,
    RecordThirdPartyResponse,
    Reopen,
    Resolve,
    WaitForCustomer,
    WaitForThirdParty,
)
from people.notices.samples.driving import Deed, Life, live

_ROME, _MEXICO = ZoneInfo("Europe/Rome"), ZoneInfo("America/Mexico_City")


@dataclass(frozen=True, slots=True)
class Example:
    """One ticket, its life, and what it is an example of."""

    about: str
    life: Life


def examples(contracts: Mapping[str, Contract], holidays: HolidaySource) -> Iterator[Example]:
    """The example tickets, each lived to its end. They need the three published contracts."""

    def terms_at(request: Request, at: datetime) -> Terms:
        return resolve(contracts[request.contract], request, at, holidays)

    for about, opening, at, deeds, days in _stories():
        yield Example(about, live(opening, at, deeds, at + timedelta(days=days), terms_at))


def _stories() -> Iterator[tuple[str, OpenTicket, datetime, list[Deed], int]]:
    yield (
        "a critical ticket whose taking in charge is reported late",
        _opening("SD-1042", "Trattoria da Nino", "No calls come in since the update", "P1"),
        _rome(16, "09:00"),
        [
            _deed(_rome(16, "10:10"), Acknowledge(at=_rome(16, "09:50"), by="Greta Moser")),
            _deed(_rome(16, "10:12"), ConfirmPriority()),
            _deed(_rome(16, "10:30"), WaitForThirdParty(party="Bell Telecom")),
            _deed(_rome(16, "15:00"), RecordThirdPartyResponse(party="Bell Telecom", text="The trunk is up again.")),
            _deed(_rome(16, "16:40"), Resolve(summary="The trunk was registered again.\nTest calls came in.")),
            _deed(_rome(17, "09:30"), RecordCustomerResponse(text="Since this morning it is silent again.")),
            _deed(_rome(17, "09:40"), ChangePriority(priority="P2", reason="Half of the lines work.")),
        ],
        14,
    )
    yield (
        "a ticket whose customer does not answer, and then accepts",
        _opening("SD-1043", "Grand Hotel Aurora", "Fax server does not start", "P3", contract="imagiclecare-4.1"),
        _rome(16, "10:00"),
        [
            _deed(_rome(16, "11:00"), Acknowledge()),
            _deed(
                _rome(16, "11:30"), WaitForCustomer(question="Which version is installed?\nCan you send us the log?")
            ),
            _deed(_rome(30, "16:00"), RecordCustomerResponse(text="Version 12; the log is attached.")),
            _deed(_rome(30, "17:00"), Resolve(summary="The licence was renewed.")),
            _deed(_rome(30, "17:30"), RecordCustomerResponse(accepts_solution=True)),
        ],
        30,
    )
    yield (
        "a call at night to the on-call service",
        _opening(
            "SD-1044", "Klinik Sankt Anna", "Switchboard is down", "P1", plan="platinum", channel="phone", language="en"
        ),
        _rome(15, "03:00"),
        [_deed(_rome(15, "03:20"), Acknowledge()), _deed(_rome(15, "04:00"), Resolve(summary="Restarted."))],
        14,
    )
    yield (
        "an answer that is asked of the support manager and comes late",
        _opening(
            "IT-208", "Panadería La Espiga", "Antivirus blocks the till", "serious", contract="imagen-ti", theatre=None
        ),
        _mexico(17, "10:00"),
        [
            _deed(_mexico(17, "10:30"), Escalate(reason="The shop is full.", requested_by="customer")),
            _deed(_mexico(17, "11:40"), Acknowledge(at=_mexico(17, "10:50"), level="support-manager")),
            _deed(_mexico(17, "12:00"), Escalate(requested_by="support-manager", reason="A fault of the product.")),
            _deed(_mexico(17, "15:00"), Escalate(to="support-manager", reason="The till is still blocked.")),
            _deed(_mexico(17, "15:20"), Acknowledge(level="support-manager")),
        ],
        3,
    )
    yield (
        "a ticket without guarantee, phoned in later, moved to another contract",
        _opening("SD-1045", "Librairie du Port", "Voicemail is not delivered", "P1", plan="platinum", channel="email"),
        _rome(17, "16:00"),
        [
            _deed(_rome(17, "19:00"), EngageOnCall()),
            _deed(_rome(18, "09:10"), Reopen(), signal=True),
            _deed(_rome(18, "09:20"), ChangePriority(priority="P9"), signal=True),
            _deed(_rome(18, "09:30"), Migrate(contract="imagiclecare-4.1", reason="Renewed under the old version.")),
            _deed(_rome(18, "10:00"), Resolve()),
            _deed(_rome(18, "11:00"), Reopen(reason="It happened again.")),
        ],
        7,
    )


def _opening(
    ticket: str,
    customer: str,
    subject: str,
    priority: str,
    *,
    contract: str = "imagiclecare-5.0",
    plan: str | None = "gold",
    theatre: str | None = "europe",
    channel: str = "web",
    language: str | None = None,
) -> OpenTicket:
    request = Request(
        contract=contract,
        plan=None if contract == "imagen-ti" else plan,
        theatre=theatre,
        priority=priority,
        channel=channel,
        language=language,
    )
    return OpenTicket(ticket=ticket, customer=customer, subject=subject, request=request)


def _deed(at: datetime, command: Command, *, signal: bool = False) -> Deed:
    return Deed(at, command, signal)


def _rome(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}").replace(tzinfo=_ROME)


def _mexico(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02}T{clock}").replace(tzinfo=_MEXICO)
