"""What people write mentions nobody in a chat, whatever the chat, and looks as it was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.channels.mentions import UNSEEN, as_text
from tests.domain.given.lives import LAW

MENTIONS = [
    "@everyone",
    "@here",
    "@channel",
    "@all",
    "@room",
    "@anna",
    "@anna.bianchi",
    "@Команда",
    "@1380000000",
    "@**all**",
    "@_**Anna Bianchi**",
    "@*support*",
    '@"Anna Bianchi"',
    "@+team",
    "{@participants}",
    "<!channel>",
    "<!here|here>",
    "<!subteam^S123>",
    "<@U123>",
    "<@!123456789>",
    "<@&123456789>",
    "<#C123>",
    "<users/all>",
    "<at>all</at>",
    '<at user_id="all">all</at>',
    "<@all>",
    "<@personEmail:anna@example.com|Anna>",
    '<user userId="u:1"/>',
    "[CQ:at,qq=all]",
    "(met)all(met)",
    "(rol)1(rol)",
    "[~anna]",
    "[Anna](twist-mention://1)",
    "[Anna](tg://user?id=1)",
]
"""How Discord, Slack, Mattermost, Teams, Telegram, Webex, Google Chat, Zulip, Kook and others mention somebody."""

TAKEN_FOR_ONE = re.compile(
    r"@(?:everyone|here)|(?:^|[^A-Za-z0-9])@[^\s\u200b]|<[!@#&/a-zA-Z]|\[(?:CQ:|~)|\((?:met|rol|chn)\)|(?:twist-mention|tg)://",
    re.IGNORECASE,
)


@pytest.mark.parametrize("mention", MENTIONS)
@pytest.mark.parametrize(
    "around", ["{} the phones are down", "down, {}!", "(see {})", "-{}", "_{}", "...{}", "電話{}", "é{}"]
)
def test_a_mention_is_text(mention: str, around: str) -> None:
    written = around.format(mention)
    sent = as_text(written)
    assert not TAKEN_FOR_ONE.search(sent), sent
    assert sent.replace(UNSEEN, "") == written


@pytest.mark.parametrize("mention", ["@everyone", "@EVERYONE", "@here", "mail@everyone", "mail@here.example"])
def test_a_name_of_everybody_is_text_even_within_a_word(mention: str) -> None:
    assert "@everyone" not in as_text(mention).lower()
    assert "@here" not in as_text(mention).lower()


@pytest.mark.parametrize(
    "plain",
    [
        "Write to anna.bianchi+sla@example.com, or j_o-e@example.com.",
        "5 < 6 > 4, a -> b, 3 @ 2 EUR",
        "see https://example.com/page?id=1#top (now)",
        "[ROSSI-1] [P1] #3",
        "",
    ],
)
def test_what_mentions_nobody_stays_as_it_is(plain: str) -> None:
    assert as_text(plain) == plain


def test_where_mail_addresses_are_looked_into_they_are_text_too() -> None:
    assert as_text("anna@123456.example", in_mails_too=True) == f"anna@{UNSEEN}123456.example"


@LAW
@given(st.text(st.sampled_from("@<>!#[](){}~*_\"'.:/|+-&a1Zé \n\u200b") | st.characters(exclude_categories=["Cs"])))
def test_whatever_is_written_nobody_is_mentioned_and_nothing_is_lost(written: str) -> None:
    sent = as_text(written)
    assert not TAKEN_FOR_ONE.search(sent)
    assert sent.replace(UNSEEN, "") == written.replace(UNSEEN, "")
    assert as_text(sent) == sent
