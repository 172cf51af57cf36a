"""What changes a whole process is tried in one of its own."""

import json
import subprocess
import sys


def run(program: str) -> tuple[str, str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout, done.stderr


def test_time_zones_come_from_the_package_and_not_from_the_machine() -> None:
    out, _ = run(
        "import zoneinfo\n"
        "from runtime.timezones import use_packaged_time_zones\n"
        "before = zoneinfo.ZoneInfo('Europe/Rome')\n"
        "use_packaged_time_zones()\n"
        "after = zoneinfo.ZoneInfo('Europe/Rome')\n"
        "print(zoneinfo.TZPATH, before is after, after.key)\n"
    )
    assert out == "() False Europe/Rome\n"


def test_logs_for_machines_are_one_object_a_line_on_standard_error() -> None:
    out, err = run(
        "import logging, structlog\n"
        "from runtime.logging.logs import set_up_logs\n"
        "set_up_logs('json', 'info')\n"
        "structlog.get_logger('sundial').info('opened', ticket='anna/1')\n"
        "structlog.get_logger('sundial').debug('not asked for')\n"
        "logging.getLogger('temporalio.core').warning('from %s', 'below')\n"
    )
    ours, theirs = map(json.loads, err.splitlines())
    assert out == ""
    assert (ours["event"], ours["ticket"], ours["level"]) == ("opened", "anna/1", "info")
    assert (theirs["event"], theirs["logger"]) == ("from below", "temporalio.core")


def test_logs_for_people_are_on_standard_error_too() -> None:
    out, err = run(
        "import structlog\n"
        "from runtime.logging.logs import set_up_logs\n"
        "set_up_logs()\n"
        "structlog.get_logger('sundial').info('opened', ticket='anna/1')\n"
    )
    assert out == ""
    assert "opened" in err
    assert "anna/1" in err
