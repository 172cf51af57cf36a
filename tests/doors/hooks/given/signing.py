"""How each system signs what it sends, written after its documentation and not after ours."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime

from standardwebhooks import Webhook

SECRETS = {
    "ZENDESK_WEBHOOK_SECRET": "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ==",
    "JIRA_WEBHOOK_SECRET": "It's a Secret to Everybody",
    "ZAMMAD_WEBHOOK_SECRET": "token-of-the-trigger",
    "DESK_WEBHOOK_SECRET": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
}

Sign = Callable[[bytes], dict[str, str]]


def zendesk(body: bytes, at: datetime | None = None, secret: str = SECRETS["ZENDESK_WEBHOOK_SECRET"]) -> dict[str, str]:
    """base64(HMACSHA256(TIMESTAMP + BODY)): https://developer.zendesk.com/documentation/webhooks/verifying/"""
    stamp = (at or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    made = hmac.new(secret.encode(), stamp.encode() + body, hashlib.sha256).digest()
    return {
        "X-Zendesk-Webhook-Signature": base64.b64encode(made).decode(),
        "X-Zendesk-Webhook-Signature-Timestamp": stamp,
    }


def jira(body: bytes, secret: str = SECRETS["JIRA_WEBHOOK_SECRET"]) -> dict[str, str]:
    """WebSub's form: https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks"""
    return {"X-Hub-Signature": "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}


def zammad(body: bytes, secret: str = SECRETS["ZAMMAD_WEBHOOK_SECRET"]) -> dict[str, str]:
    """HMAC-SHA1: https://admin-docs.zammad.org/en/latest/manage/webhook/payload.html"""
    return {"X-Hub-Signature": "sha1=" + hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()}


def standard(
    body: bytes, id_: str = "msg_1", at: datetime | None = None, secret: str = SECRETS["DESK_WEBHOOK_SECRET"]
) -> dict[str, str]:
    """https://www.standardwebhooks.com, by its own library."""
    when = at or datetime.now(UTC)
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(int(when.timestamp())),
        "webhook-signature": Webhook(secret).sign(id_, when, body.decode()),
    }
