"""Nobody is mentioned by what people wrote: a subject such as `@everyone` is text in a chat, and wakes no channel.

Services mention in many ways: `@here`, `<!channel>`, `<@U123>`, `<users/all>`, `<at>all</at>`, `[CQ:at,qq=all]`. What
they have in common is that one character must be followed by another; where something that nobody sees stands between
the two, the text looks as it did and is text. Mail addresses stay whole, so that they can be copied.
"""

import re

UNSEEN = "\u200b"
"""A blank without width."""

_OPENINGS = (
    # Anywhere: Discord looks into words. Else where no mail address ends before the @.
    r"@(?=everyone|here)",
    r"(?<![A-Za-z0-9])@(?=[^\s\u200b])",
    r"<(?=[^\s\u200b])",
    r"\[(?=CQ:|~)",
    r"\((?=(?:met|rol|chn)\))",
    r"\b(?:twist-mention|tg):(?=//)",
)
_MENTION = re.compile("|".join(_OPENINGS), re.IGNORECASE)


_EVERY_AT = re.compile("@(?!\u200b)")


def as_text(text: str, *, in_mails_too: bool = False) -> str:
    """The text with nothing in it that a chat would take for somebody's name.

    `in_mails_too`: for a service that looks for names in mail addresses as well, which can then not be copied.
    """
    found = _MENTION.sub(lambda opening: f"{opening[0]}{UNSEEN}", text)
    return _EVERY_AT.sub(f"@{UNSEEN}", found) if in_mails_too else found
