"""Every source that a contract file names has to be one of its documents."""

from collections.abc import Iterator, Mapping

from domain.contract.checks.draft import Draft, texts
from domain.contract.faults import Finding
from domain.contract.spelling import listed

SILENT = "not in the sources"


def check(draft: Draft) -> Iterator[Finding]:
    """A source begins with the short name of a document, or says that there is none."""
    documents = draft.plain.get("documents")
    if not isinstance(documents, Mapping) or not documents:
        return
    known = (*documents, SILENT)
    for path, text in texts(draft.plain):
        if path[-1] == "source" and not text.startswith(known):
            right = f"begin with {listed(repr(one) for one in known)}"
            yield Finding(path, f"{text!r} names no document of this contract", right)
