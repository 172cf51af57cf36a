"""`announce`: what a person would be told, in each language, on example tickets. Nothing is sent by hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from domain.contract.zones import unknown_zone
from domain.errors import DomainError
from doors.cli.options import JSON, settings_of
from doors.cli.people.readers import somebody
from doors.cli.rendering import say, say_message, show_json
from people.notices.message import Message
from people.notices.samples.showcase import Shown, showcase
from people.notices.wording.catalogue import LANGUAGES, UnknownLanguage, locale_of
from people.notices.wording.reader import Reader

EVERY = "all"


class NothingIsSentByHand(DomainError):
    """A message that somebody wants sent."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"nothing is sent by hand: the worker tells {person} as tickets live, once SUNDIAL_DIRECTORY names a "
            "directory and `sundial up` runs; add --dry-run to see what would be told"
        )


class NoSuchKind(DomainError):
    """A kind of message that there is not."""

    def __init__(self, kind: str, kinds: Sequence[str]) -> None:
        super().__init__(f"there is no message of the kind {kind!r}; choose one of {', '.join(kinds)}")


class NotReadable(DomainError):
    """A language or a zone in which nothing can be written."""


class NoPages(DomainError):
    """A folder into which no page can be written."""

    def __init__(self, folder: Path, fault: OSError) -> None:
        super().__init__(f"no page can be written into {str(folder)!r} ({fault.strerror}); give another --html")


class Written(NamedTuple):
    """An example in one language."""

    shown: Shown
    language: str
    message: Message

    @property
    def file(self) -> str:
        """The name of its page."""
        return f"{self.shown.kind}-{self.shown.audience}-{self.language}.html"


def announce(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", metavar="PERSON", help="A person or a customer of the directory.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", metavar="", help="Show the messages; nothing else is possible.")
    ] = False,
    event: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only this kind of message, such as warning or reminder.")
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LANGUAGE", help="Another language than the person's: it, en, fr, de, es, pt, ar, or all."
        ),
    ] = None,
    zone: Annotated[str | None, typer.Option(metavar="ZONE", help="Another time zone than the person's.")] = None,
    name: Annotated[str | None, typer.Option(help="Another name than the person's.")] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FOLDER", help="Write each message as a page into this folder.")
    ] = None,
    directory: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The directory file; SUNDIAL_DIRECTORY if left out.")
    ] = None,
    json: JSON = False,
) -> None:
    """Show what a person would be told, on example tickets of each kind of message. Needs no server.

    Without a directory it is shown to anybody: --to is their name, in English and UTC if nothing else is said.
    """
    if not dry_run:
        raise NothingIsSentByHand(to)
    # The contracts and their holidays cost a moment, and most commands need none.
    from contracts.loader import load_all
    from contracts.public_holidays import public_holidays

    meant = somebody(settings_of(context), directory, to)
    reader = _adjusted(meant.reader, zone, name)
    languages = _languages(language, reader)
    examples = [one for one in showcase(load_all(None), public_holidays) if one.audience in meant.audiences]
    kinds = sorted({one.kind for one in examples})
    if event is not None and event not in kinds:
        raise NoSuchKind(event, kinds)
    wanted = [one for one in examples if event in (None, one.kind)]
    written = list(_written(wanted, reader, languages))
    if html:
        _write_pages(html, written)
    if json:
        show_json([_as_json(one) for one in written])
    elif html:
        say(*(str(html / one.file) for one in written))
    else:
        _show(written)


def _adjusted(reader: Reader, zone: str | None, name: str | None) -> Reader:
    if zone and (fault := unknown_zone(zone)):
        raise NotReadable("; ".join(fault))
    return Reader(name or reader.name, reader.language, zone or reader.zone)


def _languages(asked: str | None, reader: Reader) -> tuple[str, ...]:
    if asked == EVERY:
        return LANGUAGES
    language = asked or reader.language
    try:
        locale_of(language)
    except UnknownLanguage:
        known = ", ".join(LANGUAGES)
        sentence = f"there are no messages in the language {language!r}; choose one of {known}, or {EVERY}"
        raise NotReadable(sentence) from None
    return (language,)


def _written(examples: Sequence[Shown], reader: Reader, languages: Sequence[str]) -> Iterator[Written]:
    for shown in examples:
        for language in languages:
            yield Written(shown, language, shown.message(Reader(reader.name, language, reader.zone)))


def _write_pages(folder: Path, written: Sequence[Written]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in written:
            (folder / one.file).write_text(one.message.html, encoding="utf-8")
    except OSError as fault:
        raise NoPages(folder, fault) from None


def _as_json(one: Written) -> dict[str, str]:
    message, shown = one.message, one.shown
    return {
        "kind": shown.kind,
        "audience": shown.audience,
        "language": one.language,
        "subject": message.subject,
        "short": message.short,
        "text": message.text,
        "html": message.html,
    }


def _show(written: Sequence[Written]) -> None:
    for one in written:
        say(f"=== {one.shown.kind}, to {one.shown.audience}, {one.language}")
        say_message(one.message.subject, one.message.short, "", one.message.text)
