"""The life of one ticket as each of three systems tells it, in payloads written after the systems' documentation."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.doors.hooks.given import signing


@dataclass(frozen=True)
class Call:
    """One call of a system."""

    system: str
    headers: dict[str, str]
    body: bytes


Story = Callable[[datetime, str], list[Call]]
"""All that a system sends about a ticket of that number, which was opened at that instant; in order."""


def written(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def zendesk_event(at: datetime, number: str, kind: str, event: dict[str, Any], **detail: Any) -> Call:
    """After https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ ."""
    body = written(
        {
            "type": f"zen:event-type:ticket.{kind}",
            "account_id": 22129848,
            "id": str(uuid4()),
            "time": at.strftime("%Y-%m-%dT%H:%M:%S.%f") + "789Z",
            "zendesk_event_version": "2022-11-06",
            "subject": f"zen:ticket:{number}",
            "detail": {
                "id": number,
                "subject": "No call reaches the front desk",
                "status": "OPEN",
                "priority": "HIGH",
                "organization_id": "10002",
                "requester_id": "8447388090494",
                "via": {"channel": "web"},
                **detail,
            },
            "event": {"meta": {"sequence": {"id": "4A69", "position": 1}}, **event},
        }
    )
    return Call("zendesk", {"Content-Type": "application/json", **signing.zendesk(body)}, body)


def zendesk(opened: datetime, number: str) -> list[Call]:
    def later(seconds: int, kind: str, event: dict[str, Any], **detail: Any) -> Call:
        return zendesk_event(opened + timedelta(seconds=seconds), number, kind, event, **detail)

    def comment(seconds: int, text: str, *, staff: bool, public: bool = True) -> Call:
        author = {"id": "8447388090495", "is_staff": staff, "name": "Somebody"}
        return later(
            seconds, "comment_added", {"comment": {"id": "9876", "body": text, "is_public": public, "author": author}}
        )

    def status(seconds: int, before: str, after: str) -> Call:
        return later(seconds, "status_changed", {"previous": before, "current": after}, status=after)

    return [
        later(0, "created", {}, status="NEW"),
        later(2, "agent_assignment_changed", {"previous": None, "current": "235323"}),
        status(4, "NEW", "OPEN"),
        comment(6, "Seems to be the trunk", staff=True, public=False),
        comment(8, "Which version is it?", staff=True),
        status(10, "OPEN", "PENDING"),
        comment(12, "Winter '20", staff=False),
        status(14, "PENDING", "OPEN"),
        later(16, "priority_changed", {"previous": "HIGH", "current": "URGENT"}),
        status(18, "OPEN", "HOLD"),
        status(20, "HOLD", "OPEN"),
        status(22, "OPEN", "SOLVED"),
    ]


def jira(opened: datetime, number: str) -> list[Call]:
    """After https://developer.atlassian.com/cloud/jira/platform/webhooks/ .

    That page names `comment_created` without a payload; the fields of that are as
    https://mrrefactoring.github.io/jira.js/api/interfaces/webhooks.CommentWebhookPayload.html has them.
    """

    def sent(seconds: int, event: str, **more: Any) -> Call:
        body = written(
            {
                "timestamp": int((opened + timedelta(seconds=seconds)).timestamp() * 1000),
                "webhookEvent": event,
                "user": {"accountId": "5b10", "displayName": "Mia Krystof", "accountType": "atlassian"},
                "issue": {
                    "id": "10002",
                    "key": f"SUP-{number}",
                    "fields": {
                        "summary": "No call reaches the front desk",
                        "priority": {"id": "2", "name": "High"},
                        "reporter": {"displayName": "Acme Ltd", "accountType": "customer"},
                        "resolution": {"name": "Done"} if seconds > 20 else None,
                        "project": {"key": "SUP"},
                    },
                },
                **more,
            }
        )
        headers = {"X-Atlassian-Webhook-Identifier": f"jira-{number}-{seconds}-{event}", **signing.jira(body)}
        return Call("jira", headers, body)

    def changed(seconds: int, *items: tuple[str, str | None, str | None]) -> Call:
        changes = [
            {"field": field, "fieldtype": "jira", "fromString": before, "toString": after}
            for field, before, after in items
        ]
        return sent(seconds, "jira:issue_updated", changelog={"id": "10124", "items": changes})

    def comment(seconds: int, body: Any, account: str, *, public: bool = True) -> Call:
        author = {"accountId": "acc", "displayName": "Ada", "accountType": account}
        told = {"id": "10101", "author": author, "body": body, "jsdPublic": public}
        return sent(seconds, "comment_created", comment=told)

    answer = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"text": "Winter '20"}]}]}
    return [
        sent(0, "jira:issue_created"),
        changed(2, ("status", "Waiting for support", "In Progress"), ("assignee", None, "Mia Krystof")),
        comment(6, "Seems to be the trunk", "atlassian", public=False),
        comment(8, "Which version is it?", "atlassian"),
        sent(8, "jira:issue_updated", issue_event_type_name="issue_commented"),
        changed(10, ("status", "In Progress", "Waiting for customer")),
        comment(12, answer, "customer"),
        changed(14, ("status", "Waiting for customer", "Waiting for support")),
        changed(16, ("priority", "High", "Highest"), ("summary", "No call", "No call at all")),
        changed(18, ("status", "Waiting for support", "Pending")),
        changed(20, ("status", "Pending", "In Progress")),
        changed(22, ("status", "In Progress", "Resolved"), ("resolution", None, "Done")),
    ]


def zammad(opened: datetime, number: str) -> list[Call]:
    """After https://admin-docs.zammad.org/en/latest/manage/webhook/payload.html ."""
    times = [(opened + timedelta(seconds=seconds)).isoformat(timespec="milliseconds") for seconds in range(30)]

    def sent(seconds: int, trigger: str, article: dict[str, Any] | None = None, **ticket: Any) -> Call:
        body = written(
            {
                "ticket": {
                    "id": 81,
                    "number": number,
                    "title": "No call reaches the front desk",
                    "state": "open",
                    "priority": {"id": 3, "name": "3 high"},
                    "owner": {"id": 1, "login": "-"},
                    "organization": {"id": 3, "name": "Acme Ltd"},
                    "customer": {"id": 8, "email": "emily@example.com"},
                    "create_article_type": "web",
                    "created_at": times[0],
                    "updated_at": times[seconds],
                    "updated_by": {"id": 5, "login": "emma@chrispresso.example"},
                    **ticket,
                },
                "article": article or {},
            }
        )
        headers = {
            "X-Zammad-Trigger": trigger,
            "X-Zammad-Delivery": f"zammad-{number}-{trigger}-{seconds}",
            **signing.zammad(body),
        }
        return Call("zammad", headers, body)

    def article(seconds: int, sender: str, text: str, *, internal: bool = False) -> Call:
        told = {"id": 104, "sender": sender, "internal": internal, "body": text, "created_at": times[seconds]}
        return sent(seconds, "Sundial article", told, owner=emma)

    emma = {"id": 5, "login": "emma@chrispresso.example"}
    urgent: dict[str, Any] = {"owner": emma, "priority": {"id": 2, "name": "2 normal"}}
    return [
        sent(0, "Sundial opened", state="new"),
        sent(2, "Sundial changed", owner=emma),
        article(6, "Agent", "Seems to be the trunk", internal=True),
        article(8, "Agent", "Which version is it?"),
        sent(10, "Sundial changed", state="pending reminder", owner=emma),
        article(12, "Customer", "Winter '20"),
        sent(14, "Sundial changed", state="open", owner=emma),
        sent(16, "Sundial changed", **urgent),
        sent(22, "Sundial changed", state="closed", **urgent),
    ]


STORIES: dict[str, Story] = {"zendesk": zendesk, "jira": jira, "zammad": zammad}
PREFIXES = {"zendesk": "ZD-", "jira": "SUP-", "zammad": "Z-"}
"""What each system's example puts before a number to name the ticket here; Jira's own keys have it."""
