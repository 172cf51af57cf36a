"""The page that explains the problems, from the errors themselves."""

from html import escape

from fastapi import FastAPI
from starlette.responses import HTMLResponse

from doors.http.frame.problems import STATUS, kind_of

OF_THE_DOOR = {
    "refused": (409, "A ticket or its contract refuses this as things stand; the detail says which rule, and why."),
    "no-such-ticket": (404, "There is no such ticket, or none that is there for whoever asks."),
    "not-known": (401, "There was no token, or none that is valid; what was wrong with it is not told."),
    "too-many-requests": (429, "A token asked more often than it may in a minute; Retry-After says when it may again."),
    "unsupported-media-type": (415, "The body was not sent as application/json."),
    "not-json": (400, "The body is not JSON."),
    "too-large": (413, "The body is larger than one mebibyte."),
    "two-ids": (409, "A command had an id in its body and another one in the header Idempotency-Key."),
    "unreadable": (422, "Something in the body, the address or the headers is not as the document says."),
    "no-directory": (404, "Nobody said who is who: SUNDIAL_DIRECTORY is not set."),
    "not-ready": (503, "Temporal does not answer, or no worker is at work."),
    "not-signed": (401, "A call of another system was not signed as its hook file says, or there is no such file."),
    "other-content": (409, "An Idempotency-Key was used for something else before."),
    "not-found": (404, "There is nothing at this address."),
    "method-not-allowed": (405, "The address takes other methods."),
    "internal-server-error": (500, "Something is wrong in Sundial; its log says more."),
}


def add_problem_page(app: FastAPI) -> None:
    """Serve it at /docs/problems."""
    page = _page()

    @app.get("/docs/problems", include_in_schema=False)
    async def explained() -> HTMLResponse:
        return HTMLResponse(page)


def every_problem() -> dict[str, tuple[int, str]]:
    """Each kind of problem: its status, and what it means."""
    found = dict(OF_THE_DOOR)
    for base, _ in STATUS:
        for error in (base, *_below(base)):
            status = next(status for kind, status in STATUS if issubclass(error, kind))
            found.setdefault(kind_of(error), (status, (error.__doc__ or "").strip()))
    return dict(sorted(found.items()))


def _below(error: type[Exception]) -> list[type[Exception]]:
    return [one for child in error.__subclasses__() for one in (child, *_below(child))]


def _page() -> str:
    rows = "".join(
        f'<dt id="{kind}"><code>{kind}</code> <small>{status}</small></dt><dd>{escape(meaning)}</dd>'
        for kind, (status, meaning) in every_problem().items()
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Problems - Sundial</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}"
        "dt{margin-top:1rem;font-weight:600}dd{margin:0}:target{background:#fff3bf}small{color:#666}</style>"
        "<h1>Problems</h1><p>Every answer that tells a problem names one of these in its <code>type</code>; its "
        f"<code>detail</code> says in a sentence what is wrong and what would be right.</p><dl>{rows}</dl></html>"
    )
