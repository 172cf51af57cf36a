"""What every letter is written from: the notice, the reader's voice, and the names under the ticket's contract."""

from datetime import datetime
from typing import TypedDict

from domain.ticket.ledger import CUSTOMER, THIRD_PARTY
from domain.ticket.ticket import Working
from people.notices.letter import Entry, Quote, Row
from people.notices.notice import Notice
from people.notices.wording.cleaning import lines, one_line
from people.notices.wording.deadlines import Deadline, deadlines
from people.notices.wording.names import Names
from people.notices.wording.voice import Voice


class DueSoon(TypedDict):
    """The fields of a letter that say what is due when."""

    due: str | None
    due_briefly: str | None
    due_at: datetime | None


NOTHING_DUE = DueSoon(due=None, due_briefly=None, due_at=None)


class Scene:
    """One notice, seen by one reader."""

    def __init__(self, notice: Notice, voice: Voice) -> None:
        self.notice, self.voice, self.ticket = notice, voice, notice.ticket
        self.names = Names(voice, notice.ticket.terms)
        self.at = notice.event.occurred_at

    @property
    def id(self) -> str:
        """The ticket's number."""
        return self.ticket.id

    @property
    def customer(self) -> str:
        """The customer's name, on one line."""
        return one_line(self.ticket.customer)

    @property
    def subject(self) -> str:
        """The ticket's subject, on one line."""
        return one_line(self.ticket.subject)

    @property
    def priority(self) -> str:
        """The present priority, as it stands in a sentence."""
        return self.names.priority(self.ticket.priority)

    def quote(self, label: str, text: str | None) -> tuple[Quote, ...]:
        """What somebody wrote, where they wrote something."""
        cleaned = lines(text) if text else ""
        return (Quote(label, cleaned),) if cleaned else ()

    def deadlines(self, *, of_the_ladder: bool) -> tuple[Deadline, ...]:
        """What is due on the ticket, the next first."""
        return deadlines(self.ticket, self.at, of_the_ladder=of_the_ladder)

    def time(self, deadline: Deadline) -> str:
        """The whole time of a deadline."""
        spoken = self.voice.clock_time if deadline.around_the_clock else self.voice.working_time
        return spoken(deadline.budget)

    def left(self, deadline: Deadline) -> str:
        """The time that is left of a deadline."""
        spoken = self.voice.clock_time if deadline.around_the_clock else self.voice.working_time
        return spoken(deadline.left)

    def row(self, deadline: Deadline) -> Row:
        """A deadline for a table, with a bar of the time that has gone."""
        say, when = self.voice.say, self.voice.when
        value = when(deadline.due) if deadline.due else say("the clock is stopped")
        time, gone = self.time(deadline), self.voice.share(deadline.gone)
        share = say("%(share)s of %(time)s gone", share=gone, time=time)
        if not deadline.gone:
            share = say("within %(time)s", time=time)
        return Row(self.names.promise(deadline.promise, deadline.level), value, deadline.gone, share)

    @property
    def waits_on_the_customer(self) -> bool:
        """Whether an answer of the customer's is awaited."""
        status = self.ticket.status
        return isinstance(status, Working) and status.customer is not None

    def waits_for(self) -> str | None:
        """Whom the ticket waits for, where its clock stands."""
        if not isinstance(self.ticket.status, Working) or not self.ticket.status.waiting_for:
            return None
        whom = [self._party(on) for on in self.ticket.status.waiting_for]
        return self.voice.listed(whom)

    def _party(self, on: str) -> str:
        return self.names.level(CUSTOMER) if on == CUSTOMER else one_line(on.removeprefix(THIRD_PARTY))

    def facts(self, *, for_the_team: bool) -> tuple[Entry, ...]:
        """The ticket at a glance."""
        say, ticket = self.voice.say, self.ticket
        apart = self.voice.apart
        found = [Entry(say("Ticket"), apart(self.id)), Entry(say("Subject"), apart(self.subject))]
        if for_the_team:
            found.append(Entry(say("Customer"), apart(self.customer)))
        found.append(Entry(say("Priority"), self.names.priority_in_full(ticket.priority)))
        found.append(Entry(say("Contract"), apart(self.names.contract)))
        if for_the_team:
            found.append(Entry(say("Level"), apart(self.names.level(ticket.level))))
            if ticket.owner:
                found.append(Entry(say("Assigned to"), apart(one_line(ticket.owner))))
        opened = Entry(say("Opened"), self.voice.when(ticket.opened_at))
        return (*found, opened) if for_the_team else (*found, opened, *self.contact())

    def facts_for_another_company(self) -> tuple[Entry, ...]:
        """What a manufacturer needs to know of the ticket, and nothing of how the team stands."""
        say, apart = self.voice.say, self.voice.apart
        return (
            Entry(say("Ticket"), apart(self.id)),
            Entry(say("Subject"), apart(self.subject)),
            Entry(say("Customer"), apart(self.customer)),
            Entry(say("Priority"), self.names.priority_in_full(self.ticket.priority)),
            Entry(say("Opened"), self.voice.when(self.ticket.opened_at)),
        )

    def contact(self) -> tuple[Entry, ...]:
        """The phone numbers of the team, where the contract has any."""
        phones = [self.voice.number(one_line(phone)) for phone in self.ticket.terms.phones or ()]
        return (Entry(self.voice.say("Phone"), self.voice.listed(phones)),) if phones else ()
