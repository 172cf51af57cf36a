"""Writing a message at the moment of sending: the tickets' streams are read from the journal and put into words."""

import asyncio
from dataclasses import replace

import structlog

from activities.delivery.failing import store_down, unwritable
from activities.delivery.names import Delivery
from activities.delivery.sending.envelopes import Bare, Render, Streams, bare_facts, envelope, facts_of
from activities.journal.database import DatabaseError
from activities.journal.reader import JournalReader
from activities.journal.stream import NoSuchTicket, StreamChanged, StreamUnreadable
from people.channels.envelope import Envelope
from people.directory.people import Language
from people.directory.routing import Person

PLAIN: Language = "en"
"""The language that every text is written in first."""
UNREADABLE = (NoSuchTicket, StreamChanged, StreamUnreadable)
"""What no further attempt mends."""

_log = structlog.get_logger("sundial.deliveries")


class Writer:
    """Writes messages from the journal."""

    def __init__(self, journal: JournalReader, render: Render) -> None:
        self._journal = journal
        self._render = render

    async def written(self, delivery: Delivery, person: Person) -> Envelope:
        """The message of a delivery. An alarm has one whatever fails.

        Raises an `ApplicationError`: the store is down, or there are no words for it.
        """
        try:
            tickets = dict.fromkeys(letter.ticket for letter in delivery.letters)
            streams = {ticket: await self._journal.stream(ticket) for ticket in tickets}
        except (DatabaseError, *UNREADABLE) as fault:
            if delivery.call is not None:
                return _bare(delivery, delivery.call)
            raise (store_down(fault) if isinstance(fault, DatabaseError) else unwritable(str(fault))) from None
        # Thousands of sentences would hold up everything else in this process.
        return await asyncio.to_thread(self._in_words, delivery, person, streams)

    def _in_words(self, delivery: Delivery, person: Person, streams: Streams) -> Envelope:
        """In the person's language, or, where there is a bug in that, in English rather than not at all."""
        languages: dict[Language, None] = dict.fromkeys((person.language, PLAIN))
        for language in languages:
            try:
                words = self._render(delivery.letters, streams, replace(person, language=language), delivery.at)
                return envelope(delivery, words, facts_of(delivery.letters, streams))
            except Exception:
                letters = [letter.key for letter in delivery.letters]
                _log.exception("a message cannot be written", letters=letters, language=language)
        if delivery.call is not None:
            return _bare(delivery, delivery.call)
        raise unwritable("the message cannot be written; the worker's log says why")


def _bare(delivery: Delivery, call: int) -> Envelope:
    return envelope(delivery, Bare(delivery.letters[0], call), bare_facts(delivery))
