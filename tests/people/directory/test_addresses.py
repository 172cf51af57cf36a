from pathlib import Path

import pytest
from apprise import Apprise

from people.directory.addresses.errors import MissingVariable
from people.directory.loading.loader import load
from people.directory.routing import Person
from tests.contracts.given import library
from tests.doors.cli.given.command_line import ROOT
from tests.people.directory.given import a_directory, person

EXAMPLE: Path = ROOT / "examples" / "directory.yaml"
SECRETS = {
    "SMTP_PASSWORD": "rosso & blu/50%@home",
    "TWILIO_ACCOUNT": "AC" + "1" * 32,
    "TWILIO_TOKEN": "2" * 32,
    "OPSGENIE_KEY": "a1b2c3d4-0000-1111-2222-333344445555",
    "SLACK_BOT": "xoxb-1234-1234-4ddbc191d40ee098cbaae6f3",
    "MAKER_WEBHOOK_SECRET": "whsec_" + "c2VjcmV0" * 4,
    "NORDWIND_WEBHOOK_SECRET": "whsec_" + "bm9yZHdp" * 4,
}


def anna(**channels: object) -> Person:
    return a_directory(people={"anna": person("Anna", channels=channels)}).people["anna"]


def test_a_variable_is_put_in_as_addresses_write_it() -> None:
    channel = {"kind": "mail", "address": "mailtos://sundial:${SMTP_PASSWORD}@smtp.example?to=anna@example.com"}
    (address,) = anna(mail=channel).addresses(SECRETS)
    assert address.url == "mailtos://sundial:rosso%20%26%20blu%2F50%25%40home@smtp.example?to=anna@example.com"
    read = Apprise.instantiate(address.url)
    assert read is not None
    assert read.password == SECRETS["SMTP_PASSWORD"]


def test_a_variable_that_is_the_whole_address_is_taken_as_it_is() -> None:
    (address,) = anna(chat={"kind": "chat", "address": "${TEAM_CHAT}"}).addresses({"TEAM_CHAT": "ntfy://host/topic"})
    assert address.url == "ntfy://host/topic"


def test_a_gateways_address_has_the_recipient_in_it() -> None:
    gateways = {"texts": {"kind": "sms", "address": "twilio://${A}:${B}@+15550100200/{to}", "rate": 30}}
    directory = a_directory(
        gateways=gateways,
        people={"anna": person("Anna", channels={"text": {"through": "texts", "to": "+39 000 100203"}})},
    )
    (channel,) = directory.people["anna"].channels
    assert (channel.kind, channel.gateway) == ("sms", "texts")
    assert channel.address == "twilio://${A}:${B}@+15550100200/%2B39%20000%20100203"
    assert directory.gateway_rates == {"texts": 30}


def test_a_missing_variable_is_named_and_nothing_of_the_address_is() -> None:
    channel = {"kind": "mail", "address": "mailtos://sundial:${SMTP_PASSWORD}@smtp.example?to=anna@example.com"}
    with pytest.raises(MissingVariable) as missing:
        anna(mail=channel).addresses({"SMTP_PASSWORD": ""})
    assert missing.value.sentence == (
        "SMTP_PASSWORD is not set, and the channel mail of anna needs it; set it and try again"
    )
    assert missing.value.variable == "SMTP_PASSWORD"


def test_a_webhook_has_the_secret_that_it_is_signed_with() -> None:
    hook = {"kind": "webhook", "address": "https://desk.example/hook", "secret": "${HOOK}"}
    (address,) = anna(tickets=hook).addresses({"HOOK": "whsec_abc/def"})
    assert (address.url, address.secret) == ("https://desk.example/hook", "whsec_abc/def")


def test_an_open_address_shows_nothing_of_itself() -> None:
    hook = {"kind": "webhook", "address": "https://desk.example/${PATH_TOKEN}", "secret": "${HOOK}"}
    (address,) = anna(tickets=hook).addresses({"HOOK": "whsec_abc", "PATH_TOKEN": "hunter2"})
    assert repr(address) == str(address) == "Address(channel='tickets', kind='webhook')"


def test_the_example_can_be_used_and_every_address_of_it_can_be_sent_to() -> None:
    directory = load(EXAMPLE, library())
    everybody = (*directory.people.values(), *directory.customers.values(), directory.customer("Anybody else"))
    sent = [address for one in everybody if one is not None for address in one.addresses(SECRETS)]
    assert {address.kind for address in sent} == {"mail", "chat", "sms", "pager", "webhook"}
    assert all(Apprise.instantiate(address.url) for address in sent if address.kind != "webhook")
    assert {one.language for one in everybody if one is not None} == {"it", "en", "fr", "de", "es", "pt", "ar"}


def test_the_example_has_somebody_or_says_nobody_for_every_level_of_every_contract() -> None:
    directory = load(EXAMPLE, library())
    places = [(name, theatre) for name, contract in library().items() for theatre in contract.theatres]
    assert len(places) == 9
    for contract, theatre in places:
        assert all(directory.duty(contract, theatre, level) for level in library()[contract].levels)
        on_call = library()[contract].on_call is not None
        assert directory.has_contact(contract, theatre, "on-call") is on_call
