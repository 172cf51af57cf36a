"""The reasons that the engine itself gives, in the reader's language; those of people stay as they are written."""

from collections.abc import Mapping

from people.notices.letters.scene import Scene
from people.notices.wording.voice import Voice


def reason(scene: Scene, text: str | None) -> str | None:
    """A reason as this reader reads it."""
    return None if text is None else _ours(scene.voice).get(text, text)


def is_ours(text: str | None) -> bool:
    """Whether a reason is the engine's own: what the customer did, which the customer knows."""
    return text in _ours(Voice("en", "UTC"))


def _ours(voice: Voice) -> Mapping[str | None, str]:
    known = voice.known
    return {
        "the customer responded": known("reason", "the customer responded"),
        "the customer escalated": known("reason", "the customer escalated"),
        "the customer phoned the on-call service": known("reason", "the customer phoned the on-call service"),
    }
