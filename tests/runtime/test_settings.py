import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pydantic import ValidationError

from runtime.errors import SettingsError
from runtime.settings import load_settings


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("SUNDIAL_")]:
        del os.environ[name]
    os.environ.update(variables)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def refusal(**variables: str) -> str:
    with environment(**variables), pytest.raises(SettingsError) as refused:
        load_settings()
    return str(refused.value)


def test_without_any_variable_it_runs_on_servers_of_its_own() -> None:
    with environment():
        settings = load_settings()
    assert settings.mode == "embedded"
    assert settings.data == Path.cwd() / ".sundial"
    assert settings.task_queue == "tickets"
    assert settings.continue_as_new_after is None


def test_variables_are_read_and_an_empty_one_counts_as_unset() -> None:
    with environment(SUNDIAL_LOG_LEVEL="DEBUG", SUNDIAL_TEMPORAL_PORT="", SUNDIAL_CONTINUE_AS_NEW_AFTER="200"):
        settings = load_settings()
    assert settings.log_level == "debug"
    assert settings.temporal_port is None
    assert settings.continue_as_new_after == 200


def test_settings_do_not_change() -> None:
    with environment():
        settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.task_queue = "others"  # type: ignore[misc]


def test_a_port_that_is_no_port_is_refused_with_what_would_be_right() -> None:
    assert refusal(SUNDIAL_TEMPORAL_PORT="many") == (
        "SUNDIAL_TEMPORAL_PORT is 'many': it must be a port number, 1 to 65535."
    )


def test_every_wrong_variable_has_its_own_sentence() -> None:
    text = refusal(SUNDIAL_UI_PORT="70000", SUNDIAL_LOG_FORMAT="xml")
    assert "SUNDIAL_UI_PORT is '70000'" in text
    assert "SUNDIAL_LOG_FORMAT is 'xml': it must be 'console' (for people) or 'json' (for machines)." in text


def test_a_misspelt_variable_is_named_with_the_one_that_was_meant() -> None:
    assert refusal(SUNDIAL_LOGLEVEL="info") == (
        "SUNDIAL_LOGLEVEL is not a setting of Sundial: did you mean SUNDIAL_LOG_LEVEL?"
    )


def test_the_password_that_compose_reads_is_nobody_elses_mistake() -> None:
    with environment(SUNDIAL_POSTGRES_PASSWORD="leave me alone"):
        assert load_settings().mode == "embedded"


def test_external_needs_a_database() -> None:
    assert "SUNDIAL_DATABASE_URL must name the database" in refusal(SUNDIAL_MODE="external")


def test_a_database_address_without_external_is_refused() -> None:
    text = refusal(SUNDIAL_DATABASE_URL="postgresql://sundial@db/sundial")
    assert "set SUNDIAL_MODE=external too" in text


def test_a_refused_address_does_not_show_its_password() -> None:
    text = refusal(SUNDIAL_MODE="external", SUNDIAL_DATABASE_URL="mysql://anna:hunter2@db/sundial")
    assert "hunter2" not in text
    assert "postgresql://sundial@localhost:5432/sundial" in text


def test_an_accepted_address_does_not_show_its_password_when_printed() -> None:
    with environment(SUNDIAL_MODE="external", SUNDIAL_DATABASE_URL="postgresql://anna:hunter2@db/sundial"):
        settings = load_settings()
    assert settings.database_url == "postgresql://anna:hunter2@db/sundial"
    assert "hunter2" not in repr(settings)
