"""Logs: to standard error, for people or for machines."""

import io
import logging
import sys
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from domain.visible import visible
from runtime.logging.outage_logs import HoldBackOutages


def set_up_logs(form: Literal["console", "json"] = "console", level: str = "info") -> None:
    """Send the logs of this process, ours and the libraries', to standard error in one form.

    Standard output stays free for what a command answers.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    # Without the values of local variables: they are customers' own words.
    tracebacks = structlog.processors.ExceptionRenderer(
        structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    )
    endings: list[Processor] = (
        [tracebacks, structlog.processors.JSONRenderer()]
        if form == "json"
        else [
            _visible,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=_visible_traceback),
        ]
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *endings],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(HoldBackOutages())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # At every start it says that it found the database as it should be.
    logging.getLogger("alembic").setLevel(max(logging.WARNING, root.level))
    # Of each refusal that a caller hears it warns that something failed, and not what.
    logging.getLogger("temporalio.nexus").setLevel(max(logging.ERROR, root.level))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _visible(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """What people read in a terminal steers none: a customer's words can be in it."""
    return {name: visible(value) if isinstance(value, str) else value for name, value in event.items()}


def _visible_traceback(stream: TextIO, fault: ExcInfo) -> None:
    text = io.StringIO()
    structlog.dev.plain_traceback(text, fault)
    stream.write(visible(text.getvalue()))
