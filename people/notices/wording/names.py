"""What levels, priorities, promises and contracts are called in the reader's language.

The names of levels and priorities are those that the published contracts print: Italian from 5.0, Spanish, French and
German from 4.1, and Imagen TI's own in Spanish. A contract of somebody's own is called as it is written.
"""

from collections.abc import Sequence

from domain.terms.terms import Terms
from domain.ticket.events import Promised
from domain.ticket.ledger import CUSTOMER
from people.notices.wording.cleaning import one_line
from people.notices.wording.voice import Voice

_CONTRACTS = {
    "imagiclecare-4.1": "ImagicleCare 4.1",
    "imagiclecare-5.0": "ImagicleCare 5.0",
    "imagen-ti": "Imagen TI",
}


def _imagiclecare_levels(voice: Voice) -> dict[str, str]:
    return {
        "support-team": voice.known("level", "Support team"),
        "team-leader": voice.known("level", "Team leader"),
        "support-regional-manager": voice.known("level", "Support Regional Manager"),
        "support-manager": voice.known("level", "Support Manager"),
        "co-ceo-cto": voice.known("level", "Co-CEO and CTO"),
    }


def _imagen_levels(voice: Voice) -> dict[str, str]:
    return {
        "support-team": voice.known("level", "Help desk"),
        "support-manager": voice.known("level", "Technical support manager"),
        "manufacturer": voice.known("level", "Manufacturer"),
    }


def _imagiclecare_priorities(voice: Voice) -> dict[str, str]:
    return {
        "P1": voice.known("priority", "Critical, severe impact"),
        "P2": voice.known("priority", "High, significant impact"),
        "P3": voice.known("priority", "Medium, minor impact"),
        "P4": voice.known("priority", "Low, minimal/no impact"),
    }


def _imagen_priorities(voice: Voice) -> dict[str, str]:
    return {
        "critical": voice.known("priority", "Critical"),
        "serious": voice.known("priority", "Serious"),
        "minor": voice.known("priority", "Minor"),
    }


class Names:
    """The names under one contract, for one reader."""

    def __init__(self, voice: Voice, terms: Terms) -> None:
        self._voice, self._terms = voice, terms
        self._levels: dict[str, str] = {}
        self._priorities: dict[str, str] = {}
        self._coded = terms.contract in ("imagiclecare-4.1", "imagiclecare-5.0")
        if self._coded:
            self._levels, self._priorities = _imagiclecare_levels(voice), _imagiclecare_priorities(voice)
        elif terms.contract == "imagen-ti":
            self._levels, self._priorities = _imagen_levels(voice), _imagen_priorities(voice)

    def level(self, level: str) -> str:
        """A level of the ladder, or the customer, who can ask for one."""
        if level == CUSTOMER:
            return self._voice.say("the customer")
        return self._levels.get(level, one_line(level))

    def levels(self, levels: Sequence[str]) -> str:
        """Several levels, in one sentence."""
        return self._voice.listed([self.level(level) for level in levels])

    def priority(self, priority: str) -> str:
        """A priority in a sentence: by its code where the contract has codes, such as `P1`."""
        return one_line(priority) if self._coded else self._priorities.get(priority, one_line(priority))

    def priority_in_full(self, priority: str) -> str:
        """A priority as the contract prints it: `P1 Critical, severe impact`."""
        named = self._priorities.get(priority)
        return f"{self._voice.apart(priority)} {named}" if self._coded and named else self.priority(priority)

    def promise(self, promise: Promised, level: str | None) -> str:
        """What is promised, as a heading; no sentence is built around it."""
        headings = {
            "reception": self._voice.say("Reception"),
            "priority-notification": self._voice.say("Notification of the priority"),
            "reaction": self._voice.say("Taking charge"),
            "attention": self._voice.say("Attention"),
            "escalation": self._voice.say("Escalation (%(level)s)", level=self.level(level or "")),
            "answer": self._voice.say("Answer (%(level)s)", level=self.level(level or "")),
        }
        return headings[promise]

    @property
    def contract(self) -> str:
        """The contract and its plan: `ImagicleCare 5.0, Gold`."""
        known = _CONTRACTS.get(self._terms.contract)
        plan = one_line(self._terms.plan)
        return f"{known}, {plan.title()}" if known else f"{one_line(self._terms.contract)}, {plan}"
