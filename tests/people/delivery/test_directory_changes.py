"""The directory is added, and levels in it empty: what was told stays told, and somebody hears what is told next."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from structlog.testing import capture_logs
from temporalio.testing import ActivityEnvironment

from activities.delivery.handing_over import HandOver
from activities.delivery.letters import Letter, Place
from activities.delivery.names import PassingOn, Sorting
from activities.delivery.recipients import Whom
from activities.delivery.sending.delivering import GIVEN_UP_AFTER, Delivering
from activities.delivery.sending.envelopes import Streams, Words
from activities.delivery.sending.rendering import in_words
from activities.journal.database import open_pool
from contracts.loader import load_all
from people.channels.post import PostOffice
from people.directory.addresses.address import Channel
from people.directory.directory import Directory
from people.directory.loading.loader import examine
from people.directory.routing import Person
from tests.people.delivery.conftest import OfficeMaker
from tests.people.delivery.office import until
from tests.workflows.given.world import rome

NINE = rome("2032-11-02 09:00")
PLACE = Place(
    contract="imagiclecare-4.1", theatre="europe", customer="Acme Ltd", levels=("support-team", "team-leader")
)


async def test_what_was_announced_before_there_was_a_directory_is_not_told_again(office_of: OfficeMaker) -> None:
    async with office_of() as office:
        async with office.worker():
            ticket = await office.opened(NINE)
            await office.written(ticket)
            async with office.journal() as journal:
                await until(lambda: journal.announcements(ticket.id))
        async with office.at_work():
            await ticket.do("wait_for_customer", question="Which extension is it?")
            await until(lambda: office.mails_to("acme"))

        assert {row["event"] for row in await office.deliveries(ticket)} == {2}


async def test_one_that_cannot_be_written_does_not_keep_a_digest_of_others_back(office_of: OfficeMaker) -> None:
    async with office_of() as office:
        tickets = [f"T-{number}-{office.me}" for number in range(5)]

        def clumsy(letters: Sequence[Letter], streams: Streams, person: Person, at: datetime) -> Words:
            if tickets[3] in streams:
                raise KeyError("no words for that")
            return in_words(letters, streams, person, at)

        with capture_logs() as logged:
            async with office.at_work(render=clumsy):
                lives = [await office.opened(NINE, ticket=ticket) for ticket in tickets]
                for life in lives:
                    await office.written(life)

                async def all_told() -> bool:
                    outcomes = [row for life in lives for row in await office.outcomes(life) if row[1] == "customer"]
                    return Counter(outcome for *_, outcome in outcomes) == {"sent": 4, "failed": 1, "nobody": 1}

                await until(all_told)
                assert len(office.mails_to("acme")) <= 4
        assert any(line["event"] == "a message cannot be written" for line in logged)


async def test_what_waited_three_days_for_a_way_to_the_last_one_is_given_up_and_that_is_recorded(
    office_of: OfficeMaker,
) -> None:
    async with office_of() as office, office.at_work(), open_pool(office.database_url) as pool:
        ticket = await office.opened(NINE)
        whom = Whom(office.delivery().directory)
        hand_over = HandOver(office.client, office.task_queue, office.pace)
        delivering = Delivering(pool, whom, PostOffice({}), in_words, hand_over)
        letter = Letter(ticket=ticket.id, event=77, role="customer", place=PLACE, at=NINE)
        passing = PassingOn(person="customer/Acme Ltd", letters=(letter,), at=NINE, for_now=True)
        run = ActivityEnvironment().run

        (left,) = (await run(delivering.pass_on, passing)).letters
        later = passing.model_copy(update={"letters": (left,), "at": NINE + GIVEN_UP_AFTER - timedelta(seconds=1)})
        assert (await run(delivering.pass_on, later)).letters == (left,)
        at_last = later.model_copy(update={"at": NINE + GIVEN_UP_AFTER})
        assert (await run(delivering.pass_on, at_last)).letters == ()

        (row,) = [row for row in await office.deliveries(ticket) if row["event"] == 77]
        assert (row["outcome"], row["detail"]) == ("nobody", "nobody could be reached; tried: customer/Acme Ltd")


def a_directory(team: object) -> Directory:
    channels = {
        "mail": {"kind": "mail", "address": "mailto://localhost?from=sla@sundial.example&to=somebody@sundial.example"}
    }
    person = {"language": "en", "zone": "UTC", "channels": channels}
    people = {name: {**person, "name": name.title()} for name in ("anna", "lena")}
    levels = {"support-team": team, "team-leader": {"people": ["lena"]}}
    plain = {"people": people, "teams": [{"contracts": "*", "theatres": "*", "levels": levels}]}
    directory = examine(plain, load_all())
    assert isinstance(directory, Directory), directory
    return directory


def test_where_nobody_is_any_more_or_not_yet_the_next_in_line_is_told() -> None:
    turns = {"people": ["anna"], "starts": "2033-01-03", "handover": "Mon 09:00", "zone": "UTC"}

    assert Whom(a_directory("nobody")).told("support-team", PLACE, NINE)[0] == ("lena",)
    not_yet, because = Whom(a_directory({"rotation": turns})).told("support-team", PLACE, NINE)
    assert (not_yet, because) == (("anna",), "nobody, as the rotation has not begun")


async def test_what_a_later_version_wrote_waits_for_a_worker_of_that_version_for_days(office_of: OfficeMaker) -> None:
    async with office_of() as office, office.at_work(), open_pool(office.database_url) as pool:
        ticket = await office.opened(NINE)
        stream = await office.written(ticket)
        await pool.execute(
            "insert into events select ticket, number + 1, recorded_at, occurred_at, 'TicketMerged', "
            "replace(body::text, 'TicketOpened', 'TicketMerged')::json, digest "
            "from events where ticket = $1 and number = $2",
            ticket.id,
            stream[0].number,
        )
        whom = Whom(office.delivery().directory)
        delivering = Delivering(
            pool, whom, PostOffice({}), in_words, HandOver(office.client, office.task_queue, office.pace)
        )
        letter = Letter(ticket=ticket.id, event=2, role="customer", place=PLACE, at=NINE)
        sorting = Sorting(person="customer/Acme Ltd", letters=(letter,), at=NINE)
        run = ActivityEnvironment().run

        found = await run(delivering.sort, sorting)
        assert (found.letters, found.unreadable) == ((), ())
        again = sorting.model_copy(update={"letters": found.later, "at": NINE + GIVEN_UP_AFTER - timedelta(seconds=1)})
        assert [one.key for one in (await run(delivering.sort, again)).later] == [letter.key]
        at_last = again.model_copy(update={"at": NINE + GIVEN_UP_AFTER})
        assert [one.key for one in (await run(delivering.sort, at_last)).unreadable] == [letter.key]


def test_an_address_is_another_one_where_its_variable_alone_is_another() -> None:
    hook = Channel(name="hook", kind="webhook", address="${HOOK_URL}")
    directory = a_directory({"people": ["anna"]})
    one, same, other = (
        Whom(directory, {"HOOK_URL": url}).fingerprint("anna", hook)
        for url in ("https://a.example/hook", "https://a.example/hook", "https://b.example/hook")
    )
    assert one == same != other
    assert "example" not in one
