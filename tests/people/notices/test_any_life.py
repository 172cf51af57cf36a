"""Whatever happens to a ticket under a contract of somebody's own, everything announced of it can be read."""

from hypothesis import given

from notices.digest import render_digest
from notices.notice import notice_of
from notices.rendering import render
from tests.domain.ticket.lives import LAW, Drawn, lives
from tests.domain.ticket.living import lived
from tests.notices.test_every_language import check_form
from tests.notices.told import READERS


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
