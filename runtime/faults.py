"""Why a Temporal server cannot be used, in words that people read, and whether to wait for it can help."""

import re

from temporalio.service import RPCError, RPCStatusCode

FOR_GOOD = {
    "code: Unauthenticated": "it does not let us in: look at TEMPORAL_API_KEY or the client's certificate",
    "code: PermissionDenied": "it does not let us in: look at TEMPORAL_API_KEY or the client's certificate",
    "InvalidContentType": "it speaks no TLS there, and TEMPORAL_TLS or TEMPORAL_API_KEY asks for it",
    "InvalidCertificate": "its certificate is not trusted",
    "AlertReceived": "it refused our certificate, or asks for one",
}
"""What the SDK's text of a failed connection holds where waiting changes nothing, and what that means."""
FOR_NOW = {
    "kind: ConnectionRefused": "nothing listens there",
    "dns error": "there is no such name",
}

_OUTAGES = (RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED)
_BROKEN = re.compile(r"transport error|h2 protocol error|tcp connect error|connection closed|code: Unavailable")
"""Said of a connection that broke, under whatever code."""


def reason(fault: BaseException) -> str:
    """Why a connection could not be made, in few words."""
    if isinstance(fault, TimeoutError):
        return "it does not answer"
    text = str(fault)
    known = (words for sign, words in {**FOR_GOOD, **FOR_NOW}.items() if sign in text)
    return next(known, (text.splitlines() or [type(fault).__name__])[0])


def may_pass(fault: BaseException) -> bool:
    """Whether a connection that could not be made may be made later, with all as it is."""
    return not isinstance(fault, ValueError) and not any(sign in str(fault) for sign in FOR_GOOD)


def is_outage(fault: RPCError) -> bool:
    """Whether a call failed because the server was not there, and not for what was asked."""
    return fault.status in _OUTAGES or speaks_of_an_outage(fault.message)


def speaks_of_an_outage(text: str) -> bool:
    """Whether what the SDK says is of a server that is not there."""
    return _BROKEN.search(text) is not None
