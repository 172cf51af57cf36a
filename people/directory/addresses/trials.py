"""Trying an address: it is built as it would be for a message, and whom it would reach is counted.

A variable that is set is put in. In the place of one that is not, texts stand of the forms that services ask of tokens;
where none of them will do, nothing is said of the address until the variable is set.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from urllib.parse import quote

from people.directory.addresses import services
from people.directory.addresses.address import NAMED
from people.directory.addresses.idn import in_ascii
from people.directory.addresses.services import Built

_FORMS = (
    "VARIABLE",
    "0123456789abcdef0123456789abcdef",
    "AC0123456789abcdef0123456789abcdef",
    "15550100200",
    "xoxb-1234567890-1234567890-abcdefghijklmnopqrstuvwx",
    "1234567890:abcdefghijklmnopqrstuvwxyz123456789",
    "a1b2c3d4-e5f6-4789-8abc-def012345678",
    "T1A2B3C4D",
    "abcdefghijklmnopqrstuvwx",
    "0123456789abcdef" * 4,
    "host.example",
    "somebody@example.com",
)
"""What stands for a variable that is not set, one after the other."""
_MOST = 200
"""Combinations that are tried."""

UNBUILT = ("makes no sense for its service", "write it as apprise documents it for that service")
UNSENDABLE = (
    "has no server and sender to send mail with",
    "write it as in mailto://smtp.example.com?from=sla@example.com&to=anna@example.com",
)
NOBODY = ("names nobody whom it would reach", "name the recipient, as apprise documents it for that service")
NO_MAIL = ("names nobody to send mail to", "add ?to=somebody@example.com")
NO_PHONE = ("names nobody whom it would reach", "name a phone number with its country code, such as +15550100200")
LEFT_OUT = (
    "has a part that would reach nobody",
    "write that as apprise documents it for that service, or leave it out",
)
NO_PHONES = (LEFT_OUT[0], "write phone numbers with their country code, such as +15550100200")
NO_MAILS = ("has a part that is no mail address", "write addresses such as anna@example.com, with commas between them")


@dataclass
class Trials:
    """The trials of the addresses of one file."""

    environ: Mapping[str, str]
    _built_before: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = field(default_factory=dict)
    """By scheme and variables: the forms that did last time."""

    def fault(self, address: str, *, must_reach: str | None = None) -> tuple[str, str] | None:
        """What is wrong with it, and what would be right. `must_reach`: a recipient who has to be among its targets."""
        scheme = services.scheme_of(address)
        if packages := services.missing_packages(address):
            return f"needs what is not installed here ({', '.join(packages)})", "install that, or use another service"
        known = [name for name in dict.fromkeys(NAMED.findall(address)) if self.environ.get(name)]
        unknown = tuple(name for name in dict.fromkeys(NAMED.findall(address)) if name not in known)
        found: tuple[str, str] | None = None
        for forms in self._forms(scheme, unknown):
            built = services.built(in_ascii(self._complete(address, dict(zip(unknown, forms, strict=True)))))
            if built.plugin is None:
                continue
            self._built_before[scheme, unknown] = forms
            wrong = _fault(scheme, built, must_reach)
            # A recipient that only a variable names may be one, whatever its service makes of what stands for it.
            if wrong is None or any(form in named for form in forms for named in built.named):
                return None
            found = found or wrong
        if found or unknown:
            return found
        return UNSENDABLE if scheme in services.MAIL else UNBUILT

    def _forms(self, scheme: str, unknown: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        if before := self._built_before.get((scheme, unknown)):
            yield before
        for same in _FORMS:
            yield (same,) * len(unknown)
            if not unknown:
                return
        yield from islice(product(_FORMS, repeat=len(unknown)), _MOST)

    def _complete(self, address: str, forms: Mapping[str, str]) -> str:
        return NAMED.sub(lambda found: quote(forms.get(found[1]) or self.environ.get(found[1], ""), safe=""), address)


def _fault(scheme: str, built: Built, must_reach: str | None) -> tuple[str, str] | None:
    is_mail = scheme in services.MAIL
    if built.left_out:
        return NO_MAILS if is_mail else NO_PHONES if built.by_phone else LEFT_OUT
    if not built.names_somebody or built.targets == 0:
        return NO_MAIL if is_mail else NO_PHONE if built.by_phone else NOBODY
    if must_reach and built.named and not any(must_reach in named for named in built.named):
        return "would reach somebody else than its recipient", "write {to} where the recipient stands"
    return None
