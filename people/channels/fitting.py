"""What a service has room for: a message is shortened with a mark or split, and never refused for its length.

Apprise knows the room of each service; here is what its services ask beyond that. What it has made of a text for its
service, it splits itself.
"""

from dataclasses import dataclass
from typing import Any

from people.channels import mentions, text_messages
from people.channels.envelope import Envelope
from people.directory.addresses.address import Kind
from people.directory.addresses.services import reaches_numbers, reaches_people

BRIEF = ("sms", "pager")
"""The kinds of way that have room for the short text alone."""
LITTLE = 500
"""And so has what takes fewer characters at once."""
PIECES = 4
MOST = 20_000
"""A message is split into so many pieces, or so many characters, at most: seconds pass from one to the next. A service
with more room gets more."""

_OWN = frozenset({"json", "jsons", "form", "forms", "xml", "xmls", "apprise", "apprises"})
"""Receivers that are programs, and no chats."""
_PINGING = frozenset({"discord", "fluxer", "fluxers"})
_BYTES = {"ntfy": 4096, "ntfys": 4096, "wecombot": 2048, "wechat": 2048, "dingtalk": 18_000, "feishu": 18_000}
"""Services that count bytes."""
_BLOCK, _BLOCK_TITLE = 3000, 150
"""What one block of Slack's takes."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """What is given to a service."""

    title: str
    body: str


def fitting(plugin: Any, scheme: str, kind: Kind, envelope: Envelope) -> Fitting:
    """The texts of an envelope as the service takes them. Sets up the plugin where it needs more than apprise knows."""
    brief = kind in BRIEF or plugin.body_maxlen < LITTLE
    title, body = ("", envelope.short) if brief else (envelope.subject, envelope.text)
    to_people = scheme in _OWN or reaches_people(plugin, scheme)
    if (kind == "sms" and to_people) or (reaches_numbers(plugin) and plugin.body_maxlen <= text_messages.ONE):
        segments = 1 if plugin.body_maxlen <= text_messages.ONE else plugin.body_maxlen // text_messages.EACH
        return Fitting("", shortened(text_messages.fitted(body, segments), plugin.body_maxlen, "..."))
    if not (kind == "mail" and to_people):
        # Asked for Markdown these look for whom to ping in everything that stands behind an @.
        everywhere = scheme in _PINGING and plugin.resolve_format("text") != "text"
        title, body = (mentions.as_text(one, in_mails_too=everywhere) for one in (title, body))
    _make_room(plugin, scheme, body)
    if plugin.title_maxlen > 0:
        title = shortened(title, plugin.title_maxlen)
    room = plugin.body_maxlen
    if brief:
        return Fitting(title, shortened(body, room, "..." if room <= text_messages.ONE else "…"))
    return Fitting(title, shortened(body, max(room, min(PIECES * room, MOST))))


def shortened(text: str, most: int, mark: str = "…") -> str:
    """At most so many characters, with a mark where some were cut off."""
    return text if len(text) <= most else text[: max(most - len(mark), 0)].rstrip() + mark


def _make_room(plugin: Any, scheme: str, body: str) -> None:
    if (most := _BYTES.get(scheme)) is not None:
        widest = max((len(character.encode()) for character in body), default=1)
        plugin.body_maxlen = min(plugin.body_maxlen, most // widest)
    if getattr(plugin, "use_blocks", False):
        plugin.body_maxlen, plugin.title_maxlen = _BLOCK, _BLOCK_TITLE
