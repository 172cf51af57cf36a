"""What a ticket's workflow asks for when an alarm on call is to ring."""

from activities.delivery.letters import Letter
from domain.value import Value

ALARM = "alarm"
"""The activity that raises alarms; it stands beside the journal, and nothing is waited for."""


class Alarms(Value):
    """On-call alarms of one ticket to begin."""

    letters: tuple[Letter, ...]
