"""Chat, SMS, pagers and whatever else apprise knows. It answers yes or no; a status code is in its log entries."""

import asyncio
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from people.channels.envelope import Envelope
from people.channels.fitting import fitting
from people.channels.outcome import Never, Outcome, Sent, TryAgain
from people.directory.addresses.address import Address
from people.directory.addresses.services import built, scheme_of

PATIENCE = 60.0
PAUSE = 1.0
"""Seconds at most from one piece of a message to the next; apprise would take 5.5 where it knows no better."""
_STATUS = re.compile(r"\berror=(\d{3})\b")
UNUSABLE = "the address is none that apprise can read; see the list of its services for the right form"
ONLY_ALARMS = frozenset({"opsgenie", "jira"})
"""Services that take information for a remark on an alarm that was raised, and drop it where none was."""
FOR_GOOD = frozenset({400, 401, 403, 404, 405, 410, 413, 414, 422})
"""What a service says of a message, or of an account, that it will not take tomorrow either."""


THREADS = 32


class ServiceChannel:
    """Sends through any service that apprise has an address for."""

    def __init__(self) -> None:
        """Have threads of its own: a service that does not answer holds up nothing else."""
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="service")

    async def send(self, address: Address, envelope: Envelope) -> Outcome:
        """Send the text, or the short one where the way has no room. Repeats cannot be told apart by receivers."""
        try:
            async with asyncio.timeout(PATIENCE):
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._threads, _send, address, envelope)
        except TimeoutError:
            return TryAgain(f"the service did not answer within {PATIENCE:.0f} s")


def _send(address: Address, envelope: Envelope) -> Outcome:
    import apprise

    plugin = built(address.url).plugin
    if plugin is None:
        return Never(UNUSABLE)
    fitted = fitting(plugin, scheme_of(address.url), address.kind, envelope)
    # What does not fit even so is split; and what did not go out is no success, whatever the address says of it.
    plugin.overflow_mode, plugin.optional = apprise.OverflowMode.SPLIT, False
    plugin.request_rate_per_sec = min(plugin.request_rate_per_sec, PAUSE)
    service = apprise.Apprise()
    service.add(plugin)
    answer = service.notify(
        body=fitted.body,
        title=fitted.title,
        body_format=apprise.NotifyFormat.TEXT,
        notify_type=apprise.NotifyType.FAILURE if _rings(address) else apprise.NotifyType.INFO,
    )
    if answer:
        return Sent()
    entries = [entry.message for result in answer.results for entry in result.logs()]
    return _judged(str(plugin.service_name), entries)


def _rings(address: Address) -> bool:
    """Whether a message is to raise an alarm: told of something as a mere information, pagers wake nobody."""
    return address.kind == "pager" or scheme_of(address.url) in ONLY_ALARMS


def _judged(service: str, entries: Iterable[str]) -> Outcome:
    """Only digits are taken from what apprise logged; where there are none the fault may pass."""
    statuses = sorted({int(found) for entry in entries for found in _STATUS.findall(entry)})
    if not statuses:
        return TryAgain(f"{service} did not take the message, or cannot be reached")
    why = f"{service} answered {', '.join(str(status) for status in statuses)}"
    return Never(why) if FOR_GOOD.issuperset(statuses) else TryAgain(why)
