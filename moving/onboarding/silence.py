"""Whether nobody answers any more: one ticket can be stuck by itself, several in a row are an outage."""

IN_A_ROW = 3
"""So many without an answer, and none with one in between, are an outage."""


class Silence:
    """Counts who did not answer."""

    def __init__(self) -> None:
        self._unheard = 0

    def broken(self) -> None:
        """Somebody answered, whatever it was."""
        self._unheard = 0

    def lasts(self) -> bool:
        """Nobody answered once more. The answer is whether it is an outage by now."""
        self._unheard += 1
        return self._unheard >= IN_A_ROW
