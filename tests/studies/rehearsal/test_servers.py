from pathlib import Path

from runtime.settings import Settings
from studies.rehearsal.servers import own_settings


def test_a_rehearsal_uses_nothing_of_the_engine_at_work_and_tells_nobody() -> None:
    at_work = Settings(mode="external", database_url="postgresql://sundial@db:5432/sundial", namespace="support")
    at_work = at_work.model_copy(update={"directory": Path("people.yaml"), "temporal_port": 7233, "ui_port": 8233})
    own = own_settings(at_work, Path("/somewhere/data"))
    assert (own.mode, own.database_url, own.namespace) == ("embedded", None, None)
    assert (own.temporal_port, own.ui_port, own.data) == (None, None, Path("/somewhere/data"))
    assert dict(own)["directory"] is None
