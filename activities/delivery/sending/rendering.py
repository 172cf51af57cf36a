"""The words of messages, as `notices` has them in each reader's language."""

from collections.abc import Sequence
from datetime import datetime

from activities.delivery.letters import Letter
from activities.delivery.sending.envelopes import Streams
from people.directory.routing import Person
from people.notices.message import Message
from people.notices.notice import notice_of
from people.notices.wording.reader import Reader
from people.notices.writing.digest import render_digest
from people.notices.writing.rendering import render


def in_words(letters: Sequence[Letter], streams: Streams, person: Person, at: datetime) -> Message:
    """One announcement as its own message, many as a digest. When it is written changes nothing in it."""
    reader = Reader(name=person.name, language=person.language, zone=person.zone)
    told = [(notice_of(streams[one.ticket], one.event), one.role) for one in letters]
    if len(told) == 1:
        notice, role = told[0]
        return render(notice, role, reader)
    return render_digest(told, reader)
