"""Announcing as Temporal has it done."""

from temporalio.testing import ActivityEnvironment

from activities.announcing import Announcer
from activities.names import AnnouncementBatch


async def announced(announcer: Announcer, batch: AnnouncementBatch) -> None:
    await ActivityEnvironment().run(announcer.announce, batch)
