"""Logs for machines hold the fault and where it was, and nothing that a customer wrote."""

import json
import subprocess
import sys

PROGRAM = """
import structlog
from runtime.logging.logs import set_up_logs

set_up_logs("json")
words = "my password is swordfish"
try:
    raise ValueError("a bug")
except ValueError:
    structlog.get_logger("sundial").exception("it failed", ticket="T-1")
"""


def test_a_traceback_in_json_does_not_tell_the_values_of_variables() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stderr
    entry = json.loads(told)
    assert (entry["event"], entry["ticket"], entry["exception"][0]["exc_value"]) == ("it failed", "T-1", "a bug")
    assert "swordfish" not in told


STEERING = r"""
import structlog
from runtime.logging.logs import set_up_logs

set_up_logs("console")
try:
    raise ValueError("a\x9b31mbug\u202e")
except ValueError:
    structlog.get_logger("sundial").exception("it\x1b[2Jfailed", ticket="T\x9b1", said="a\u202eb")
"""


def test_what_is_logged_for_people_steers_no_terminal() -> None:
    told = subprocess.run([sys.executable, "-c", STEERING], capture_output=True, encoding="utf-8", check=True).stderr
    assert "it\\u001b[2Jfailed" in told
    assert "ValueError: a\\u009b31mbug\\u202e" in told
    assert all(one.isprintable() or one == "\n" for one in told)
