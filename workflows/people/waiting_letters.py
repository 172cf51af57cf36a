"""What waits for one person, and when it leaves. Time is an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from activities.delivery.letters import Letter
from activities.delivery.mailboxes import MailboxStart
from activities.delivery.pace import Pace

MOST = 200
"""Announcements in one message at the most; what is more comes with the next."""
REMEMBERED = 2000
"""Keys that are known again. Older ones are known by what was recorded of them."""
ASIDE = timedelta(minutes=30)
"""After so long what found no way is tried again; or as soon as something else finds one."""
MOST_BYTES, LIGHT = 300_000, 900_000
"""Bytes of the letters in one message, and of those that a new run can be given: what goes through Temporal has a
limit of 2 MB."""


class WaitingLetters:
    """The letters that wait, in the order in which they came, what came before, and when the next message may leave."""

    def __init__(self, start: MailboxStart, now: datetime) -> None:
        self.pace: Pace = start.pace
        self._seen = dict.fromkeys(start.seen)
        self._waiting = list(start.waiting)
        self._not_before, self._not_before_urgent = start.not_before, start.not_before_urgent
        self._aside, self._aside_until = list(start.aside), start.aside_until
        self._came: datetime | None = None
        self._urgent_came: datetime | None = None
        self._note(now)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits to leave."""
        return not self._waiting

    @property
    def is_urgent(self) -> bool:
        """Whether something waits that is not to wait for others."""
        return self._urgent_came is not None

    @property
    def is_light(self) -> bool:
        """Whether what waits is little enough to be carried into a new run."""
        return sum(map(_size, (*self._waiting, *self._aside))) <= LIGHT

    @property
    def has_aside(self) -> bool:
        """Whether something is kept for later."""
        return bool(self._aside)

    def put(self, letters: Iterable[Letter], now: datetime) -> None:
        """Take letters in; one that came before is dropped."""
        for letter in letters:
            key = sha256(letter.key.encode()).hexdigest()[:16]
            if key not in self._seen:
                self._seen[key] = None
                self._waiting.append(letter)
        self._note(now)

    def due(self, now: datetime) -> datetime:
        """When the next message leaves: when it was gathered, and not too soon after the last one."""
        gathered = soon(self.pace.gather, self._came or now)
        if self._urgent_came is None:
            return max(gathered, self._not_before or gathered)
        gathered = min(gathered, soon(self.pace.gather_urgent, self._urgent_came))
        return max(gathered, self._not_before_urgent or gathered)

    def take(self, now: datetime) -> tuple[Letter, ...]:
        """Take out the next message, the urgent first."""
        self._waiting.sort(key=lambda letter: not letter.urgent)
        many = _as_many_as_fit(self._waiting[:MOST])
        taken, self._waiting = tuple(self._waiting[:many]), self._waiting[many:]
        self._came = self._urgent_came = None
        self._note(now)
        return taken

    def sent(self, now: datetime, rate: float | None) -> None:
        """A message went out, by a way that takes `rate` a minute: space the next. What was set aside may go too."""
        own = 60 / rate if rate else None
        self._not_before = soon(own or self.pace.spacing, now)
        self._not_before_urgent = soon(max(own or 0, self.pace.spacing_urgent), now)
        self.bring_back(now)

    def set_aside(self, letters: Iterable[Letter], until: datetime) -> None:
        """Keep letters for later, with those that are kept already."""
        self._aside += letters
        if self._aside:
            self._aside_until = min(until, self._aside_until or until)

    def bring_back(self, now: datetime) -> None:
        """Let what was set aside wait to leave again."""
        self._waiting += self._aside
        self._aside, self._aside_until = [], None
        self._note(now)

    def quiet_until(self, now: datetime) -> datetime:
        """Until when to wait for more: then what was set aside is tried again, or it is time to end."""
        return self._aside_until or soon(self.pace.idle, now)

    def carried(self, start: MailboxStart) -> MailboxStart:
        """What the next run is given of it."""
        changes = {
            "pace": self.pace,
            "seen": tuple(self._seen)[-REMEMBERED:],
            "waiting": tuple(self._waiting),
            "not_before": self._not_before,
            "not_before_urgent": self._not_before_urgent,
            "aside": tuple(self._aside),
            "aside_until": self._aside_until,
        }
        return start.model_copy(update=changes)

    def _note(self, now: datetime) -> None:
        if self._waiting:
            self._came = self._came or now
        if is_urgent(self._waiting):
            self._urgent_came = self._urgent_came or now


def _as_many_as_fit(letters: list[Letter]) -> int:
    room, many = MOST_BYTES, 0
    for letter in letters:
        room -= _size(letter)
        if room < 0 and many:
            break
        many += 1
    return many


def _size(letter: Letter) -> int:
    return len(letter.model_dump_json(exclude_none=True))


def is_urgent(letters: Iterable[Letter]) -> bool:
    """Whether any of them is."""
    return any(letter.urgent for letter in letters)


def soon(seconds: float, after: datetime) -> datetime:
    """An instant so many seconds later."""
    return after + timedelta(seconds=seconds)
