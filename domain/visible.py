"""What a terminal must not be given: characters that steer it, or turn the direction of what follows them."""

import re

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
"""The marks that turn the direction of writing, the old ones that did so too, and nothing else."""
_STEERING = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\ud800-\udfff{_DIRECTION}]")
_TURNING = re.compile(f"[{_DIRECTION}]")


def visible(text: str) -> str:
    """The text with control characters, and those that turn the direction of writing, spelled out; a tab is a blank."""
    return _STEERING.sub(_spelled, text)


def undirected(text: str) -> str:
    """The text without the marks that turn the direction of writing, for where they are our own and say nothing."""
    return _TURNING.sub("", text)


def _spelled(found: re.Match[str]) -> str:
    return " " if found[0] == "\t" else f"\\u{ord(found[0]):04x}"
