"""The page of a message: HTML that mail programs show, with everything it needs inside."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from people.notices.letter import Urgency
from people.notices.wording.voice import Voice

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    # Whatever people wrote is escaped; what is undefined is an error and never an empty place.
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(template: str, voice: Voice, urgency: Urgency, **values: object) -> str:
    """One of the templates with these values, in the direction of the voice's language."""
    start, end = ("right", "left") if voice.right_to_left else ("left", "right")
    direction = "rtl" if voice.right_to_left else "ltr"
    return (
        _environment()
        .get_template(template)
        .render(
            language=voice.language,
            direction=direction,
            start=start,
            end=end,
            tone=urgency.name.lower(),
            apart=voice.apart,
            **values,
        )
    )
