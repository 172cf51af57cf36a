"""A worker whose webhooks would be signed with other bytes than meant does not start, and says whose fault it is."""

import pytest

from runtime.errors import SettingsError
from tests.people.channels.writing import SECRET
from tests.people.delivery.conftest import OfficeMaker
from tests.people.delivery.office import ENVIRON


@pytest.mark.parametrize("held", [f'"{SECRET}"', f"v1,{SECRET}", "abcd"], ids=["quotes", "a prefix", "3 bytes"])
async def test_a_worker_refuses_to_start_with_a_secret_that_is_none(office_of: OfficeMaker, held: str) -> None:
    async with office_of() as office:
        with pytest.raises(SettingsError) as refused:
            async with office.at_work(environ={**ENVIRON, "HOOK": held}):
                pass

        assert str(refused.value).startswith("HOOK is no secret that a webhook can be signed with: it ")
        assert held not in str(refused.value)
        assert SECRET not in str(refused.value)


async def test_a_variable_that_is_not_set_is_only_warned_of(office_of: OfficeMaker) -> None:
    async with office_of() as office, office.at_work(environ={"PASSWORD": ENVIRON["PASSWORD"]}):
        pass
