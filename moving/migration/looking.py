"""Looking at tickets in the journal: what a migration would do to each."""

from collections.abc import Callable, Iterable
from datetime import datetime

from activities.journal.reader import JournalReader
from activities.journal.stream import NoSuchTicket, StreamChanged, StreamUnreadable
from domain.clock.contacts import HasContact
from domain.contract.contract import Contract
from domain.deciding.migrating import TermsAt
from moving.migration.foreseeing import Foreseen, NotMoved
from moving.migration.preview import foresee_one
from moving.migration.wanted import Wanted


async def look(
    journal: JournalReader,
    tickets: Iterable[str],
    wanted: Wanted,
    contract: Contract,
    now: datetime,
    terms_at: TermsAt,
    has_contact: HasContact,
    done: Callable[[], None],
) -> list[Foreseen | NotMoved]:
    """What the engine would decide at `now` for each. Raises a `DatabaseError` when the journal cannot answer."""
    found: list[Foreseen | NotMoved] = []
    for ticket in tickets:
        try:
            stream = await journal.stream(ticket)
        except (NoSuchTicket, StreamChanged, StreamUnreadable) as unreadable:
            found.append(NotMoved(ticket=ticket, faults=(str(unreadable),)))
        else:
            found.append(foresee_one(stream, wanted, contract, now, terms_at, has_contact))
        done()
    return found
