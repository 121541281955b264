"""A store of the first version of the schema is brought up by a server that is killed on the way, again and again."""

import random
import time

import pytest

import live_server
from conftest import SDKAPPID, SECRET_KEY
from older_store import GROUPS, make_store, version

pytestmark = pytest.mark.sqlite

KILLS = 15
APP = ("--sdkappid", SDKAPPID, "--secret-key", SECRET_KEY, "--no-tls")


def test_kill_on_the_way_up_loses_nothing(tmp_path, measured):
    make_store(tmp_path)
    seen = []
    for _ in range(KILLS):
        server = live_server.Server(tmp_path, *APP).launch()
        time.sleep(random.uniform(0.02, 1))
        server.kill()
        server.process.stdout.close()
        assert '"error"' not in server.log
        seen.append(version(tmp_path))
    assert seen == sorted(seen)
    assert live_server.integrity(tmp_path) == "ok"

    with live_server.Server(tmp_path, *APP) as server:
        with server.connect() as api:
            for number in random.sample(range(GROUPS), 50):
                owner = f"user{number}"
                entry = api.group(f"of-{owner}")
                found = [member["Member_Account"] for member in entry["MemberList"]]
                assert found == [f"user{(number + place) % GROUPS}" for place in range(3)]
                joined = api.ok("get_joined_group_list", {"Member_Account": owner})
                expected = {f"of-user{(number - place) % GROUPS}" for place in range(3)}
                assert {item["GroupId"] for item in joined["GroupIdList"]} == expected
            listed = api.ok("get_appid_group_list", {"Limit": 1})
            assert listed["TotalCount"] == GROUPS
        server.stop()
    measured(f"killed {KILLS} times on the way up, at versions {seen} of the schema")
