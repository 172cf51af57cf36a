"""The reasons that the engine itself gives, in the reader's language; those of people stay as they are written."""

from notices.letters.scene import Scene


def reason(scene: Scene, text: str | None) -> str | None:
    """A reason as this reader reads it."""
    if text is None:
        return None
    known = scene.voice.known
    ours = {
        "the customer responded": known("reason", "the customer responded"),
        "the customer escalated": known("reason", "the customer escalated"),
        "the customer phoned the on-call service": known("reason", "the customer phoned the on-call service"),
    }
    return ours.get(text, text)
