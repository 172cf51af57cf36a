"""What the service is called, and what a calling workflow sends and hears. Handlers are in `doors.nexus.intake`.

A caller defines the same three operations for itself, with whatever it has for JSON objects: see
`examples/intake-nexus/caller.py`.
"""

from nexusrpc import Operation, service
from temporalio.common import RawValue

from domain.showing.snapshot import Snapshot

ENDPOINT = "sundial-intake"
"""The Nexus endpoint by which callers find the workers that serve this; whoever runs the server has to make it."""


@service
class SundialIntake:
    """Each operation takes one JSON object, and answers how the ticket then stands.

    What comes is taken as it came and read by the handler, so that bytes that are nothing get a sentence.
    """

    open: Operation[RawValue, Snapshot]
    """The opening, `{"ticket", "customer", "subject", "request": {...}}`; the same again changes nothing."""
    command: Operation[RawValue, Snapshot]
    """`{"ticket", "command"}` with the fields of that command beside them."""
    standing: Operation[RawValue, Snapshot]
    """`{"ticket"}`; also of a closed one."""
