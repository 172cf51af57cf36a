from datetime import datetime, timedelta

from temporalio import workflow


@workflow.defn
class Naps:
    """A workflow that wakes once a day and remembers when."""

    def __init__(self) -> None:
        self._woke: list[datetime] = []

    @workflow.run
    async def run(self, days: int) -> list[datetime]:
        self._woke.append(workflow.now())
        for _ in range(days):
            await workflow.sleep(timedelta(days=1))
            self._woke.append(workflow.now())
        return self._woke

    @workflow.query
    def woke(self) -> list[datetime]:
        return self._woke
