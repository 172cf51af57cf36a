"""Whatever happens to a ticket under a contract of somebody's own, everything announced of it can be read."""

from hypothesis import given

from people.notices.notice import notice_of
from people.notices.writing.digest import render_digest
from people.notices.writing.rendering import render
from tests.domain.given.driving import lived
from tests.domain.given.lives import LAW, Drawn, lives
from tests.people.notices.test_every_language import check_form
from tests.people.notices.told import READERS


@given(lives())
@LAW
def test_everything_announced_of_any_life_renders(drawn: Drawn) -> None:
    story = lived(drawn)
    reader = READERS[len(story.told) % len(READERS)]
    told = [(notice_of(story.stream, one.event), one.recipient) for one in story.told]
    for notice, recipient in told[:: max(len(told) // 4, 1)]:
        message = render(notice, recipient, reader)
        check_form(message, "T-1")
        # The office's own names, which no catalogue knows, stand as they are written.
        assert notice.ticket.priority in message.text
    assert "T-1" in render_digest(told, reader).text
