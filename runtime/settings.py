"""The settings of a process, read once from the environment into a frozen model."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from runtime.errors import SettingsError

PREFIX = "SUNDIAL_"
READ_BY_COMPOSE_ALONE = frozenset({"SUNDIAL_POSTGRES_PASSWORD"})

Port = Annotated[int, Field(ge=1, le=65535)]


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


class Settings(BaseSettings):
    """How this process runs. Each field's description is what its variable must be."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    mode: Annotated[Literal["embedded", "external"], BeforeValidator(_lower)] = Field(
        "embedded", description="'embedded' (servers of its own) or 'external' (servers that you name)"
    )
    """Whether Sundial starts Temporal and PostgreSQL itself, or uses yours."""
    data: Path = Field(Path(".sundial"), description="the folder in which the embedded servers keep their data")
    """Who has the same folder shares the servers."""
    database_url: str | None = Field(
        None,
        repr=False,
        description="a PostgreSQL address such as postgresql://sundial@localhost:5432/sundial",
    )
    """The journal, in external mode; needed there, and refused in embedded mode."""
    task_queue: str = Field(
        "tickets", min_length=1, max_length=200, description="the name of a task queue, such as tickets"
    )
    """Where workers look for tickets, and commands open them."""
    namespace: str | None = Field(None, min_length=1, description="the name of a Temporal namespace, such as default")
    """Goes before `TEMPORAL_NAMESPACE`; `default` if neither is set."""
    temporal_port: Port | None = Field(None, description="a port number, 1 to 65535")
    """Where the embedded Temporal listens; the first free one from 7233 on, then always that."""
    ui_port: Port | None = Field(None, description="a port number, 1 to 65535")
    """The same for Temporal's own pages, from 8233 on."""
    log_format: Annotated[Literal["console", "json"], BeforeValidator(_lower)] = Field(
        "console", description="'console' (for people) or 'json' (for machines)"
    )
    """How logs are written."""
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = Field(
        "info", description="one of 'debug', 'info', 'warning' and 'error'"
    )
    """The least that is logged."""
    graceful_shutdown_seconds: int = Field(30, ge=0, le=3600, description="a number of whole seconds, 0 to 3600")
    """How long a worker that is to stop may take to end what it has begun."""
    continue_as_new_after: int | None = Field(
        None,
        ge=50,
        le=50_000,
        description="a number of history events, 50 to 50000; unset, the server suggests",
    )
    """After how many events a workflow begins a new run."""
    contracts: Path | None = Field(None, description="a folder of contract files")
    """In place of the published contracts."""
    directory: Path | None = Field(None, description="a directory file, such as examples/directory.yaml")
    """Who is told; without one, announcements are recorded and logged."""
    gather_seconds: float = Field(
        20, ge=0, le=600, description="the seconds in which what one person is told is gathered, 0 to 600"
    )
    """What is urgent waits two seconds at the most."""
    alarm_seconds: float = Field(
        300, ge=10, le=3600, description="the seconds from one call of an on-call alarm to the next, 10 to 3600"
    )
    """How often an alarm rings until somebody answers."""
    api_host: str = Field("127.0.0.1", min_length=1, max_length=255, description="an address to listen at, or 0.0.0.0")
    """Where the HTTP API listens; nobody but this machine reaches it unless this is another address."""
    api_port: Port | None = Field(None, description="a port number, 1 to 65535")
    """The port of the HTTP API; the first free one from 8180 on if left out."""
    api_requests_a_minute: int = Field(
        600, ge=1, le=1_000_000, description="how often a token may ask in a minute, 1 to 1000000"
    )
    """Beyond that a request is refused until later."""
    jwt_issuer: str | None = Field(None, min_length=1, description="the issuer of your identity provider's tokens")
    """Whoever comes with one of its tokens is let in, with the roles that its claim `sundial_roles` names."""
    jwt_audience: str | None = Field(None, min_length=1, description="the audience that such a token must name")
    """For whom the tokens are made: us."""
    jwt_jwks_url: str | None = Field(
        None, pattern="^https?://", description="the address of the identity provider's keys (JWKS)"
    )
    """Where the issuer publishes the keys with which it signs."""
    hooks: Path | None = Field(None, description="a folder of hook files, such as examples/hooks")
    """What other systems send and what it means here, a file for each of them; without one, nothing is taken in."""
    webhooks_to_private_addresses: bool = Field(
        False, description="'true' or 'false': whether webhooks may lead to private networks, and without TLS"
    )
    """By default nothing is sent to this machine and into networks that are not everybody's, and all of it by https."""

    @field_validator("data", "contracts", "directory", "hooks")
    @classmethod
    def _absolute(cls, folder: Path | None) -> Path | None:
        return None if folder is None else folder.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _one_spelling(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("postgresql://", "postgres://")):
            raise ValueError("must begin with postgresql:// (without +asyncpg or another driver)")
        return url

    @model_validator(mode="after")
    def _whole_identity_provider(self) -> "Settings":
        given = (self.jwt_issuer, self.jwt_audience, self.jwt_jwks_url)
        if any(given) and not all(given):
            raise ValueError(
                "SUNDIAL_JWT_ISSUER, SUNDIAL_JWT_AUDIENCE and SUNDIAL_JWT_JWKS_URL go together: set all three, or none."
            )
        return self

    @model_validator(mode="after")
    def _database_belongs_to_external(self) -> "Settings":
        if self.mode == "external" and self.database_url is None:
            raise ValueError(
                "SUNDIAL_MODE is external, so SUNDIAL_DATABASE_URL must name the database, "
                "such as postgresql://sundial@localhost:5432/sundial."
            )
        if self.mode == "embedded" and self.database_url is not None:
            raise ValueError(
                "SUNDIAL_DATABASE_URL is set, but an embedded run uses a database of its own: "
                "set SUNDIAL_MODE=external too, or unset it."
            )
        return self


def load_settings(**overrides: Any) -> Settings:
    """The settings of the environment, with `overrides` (field names) before them.

    Raises:
        SettingsError: with one sentence for each variable that is wrong, or that Sundial does not know.

    """
    _refuse_unknown_variables()
    try:
        return Settings(**overrides)
    except ValidationError as fault:
        raise SettingsError("\n".join(_sentence(error) for error in fault.errors())) from None


def variable_names() -> frozenset[str]:
    """Every environment variable that the settings read."""
    return frozenset(PREFIX + name.upper() for name in Settings.model_fields)


def _refuse_unknown_variables() -> None:
    known = variable_names() | READ_BY_COMPOSE_ALONE
    unknown = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
    sentences = []
    for name in unknown:
        near = get_close_matches(name.upper(), known, n=1)
        meant = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(known))}."
        sentences.append(f"{name} is not a setting of Sundial: {meant}")
    if sentences:
        raise SettingsError("\n".join(sentences))


def _sentence(error: Any) -> str:
    if not error["loc"]:
        return str(error["msg"]).removeprefix("Value error, ")
    name = str(error["loc"][0])
    variable = PREFIX + name.upper()
    field = Settings.model_fields.get(name)
    if field is None:
        return f"{name} is not a setting of Sundial."
    # An address may hold a password, which has no place in a message.
    held = "not usable" if name == "database_url" else repr(error["input"])
    return f"{variable} is {held}: it must be {field.description}."
