"""Markup that cannot be broken out of: every text and every attribute is escaped when it becomes markup."""

from html import escape

Attribute = str | int | float | None

_EMPTY = {"meta", "br"}
_STEERING = {*range(0x00, 0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x200E, 0x200F, *range(0xD800, 0xE000)}
_STEERING |= {*range(0x2028, 0x202F), *range(0x2066, 0x206A)}
_VISIBLE = {code: f"\\u{code:04x}" for code in _STEERING}


class Markup(str):
    """Text that is markup already. Only this module makes it."""

    __slots__ = ()


def text(content: str) -> Markup:
    """A text as markup; what would steer the display is spelled out."""
    return Markup(escape(content.translate(_VISIBLE)))


def tag(name: str, /, *children: str, **attributes: Attribute) -> Markup:
    """An element. An attribute's `_` becomes `-`, a trailing one goes, and one that is `None` is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = join(*children)
    return Markup(f"<{name}{written}>" if name in _EMPTY and not inner else f"<{name}{written}>{inner}</{name}>")


def join(*parts: str) -> Markup:
    """Parts one after another: markup as it is, texts escaped."""
    return Markup("".join(part if isinstance(part, Markup) else text(part) for part in parts))


def style_sheet(css: str) -> Markup:
    """A style sheet of ours."""
    return Markup(f"<style>{css}</style>")


def svg(width: float, height: float, *children: str, label: str, **attributes: Attribute) -> Markup:
    """A picture that scales with the page; `label` is what it says to who cannot see it."""
    return tag(
        "svg",
        *children,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_label=label,
        xmlns="http://www.w3.org/2000/svg",
        **attributes,
    )


def _value(value: str | int | float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value).translate(_VISIBLE)
