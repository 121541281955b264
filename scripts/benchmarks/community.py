"""A Community that is too large for an answer."""

import json
import statistics
import time

from .compatibility import live_server
from .page import section
from .processes import progress
from .world import fill_community, fresh_server

COMMUNITY_MEMBERS = 100_000
ANSWER_LIMIT = 1_048_576


def measure(options):
    """What too large an answer costs beside one that just fits."""
    large, fitting = "@TGS#_large", "@TGS#_fitting"
    with fresh_server() as server:
        progress(f"Importing {COMMUNITY_MEMBERS:,} members")
        import_seconds = fill_community(server, large, COMMUNITY_MEMBERS)
        with server.connect() as api:
            fill_community(server, "@TGS#_sample", 101)
            sample = len(api.call_bytes("get_group_info", b'{"GroupIdList":["@TGS#_sample"]}'))
            fill_community(server, fitting, int((ANSWER_LIMIT - 20_000) / (sample / 101)))
            cases = {
                "about 1 MB, unfiltered": {"GroupIdList": [fitting]},
                "100,000 members, unfiltered": {"GroupIdList": [large]},
                "100,000 members, member filter": {
                    "GroupIdList": [large], "ResponseFilter": {"MemberInfoFilter": ["Role"]},
                },
                "100,000 members, base filter": {
                    "GroupIdList": [large], "ResponseFilter": {"GroupBaseInfoFilter": ["Name", "MemberNum"]},
                },
            }
            rows = []
            for case, body in cases.items():
                progress(f"Community: {case}")
                request = json.dumps(body).encode()
                answer = json.loads(api.call_bytes("get_group_info", request))
                resting = live_server.resident_bytes(server.pid)
                live_server.forget_highest_resident(server.pid)
                times = []
                for _ in range(10 * options.rounds):
                    begin = time.perf_counter()
                    size = len(api.call_bytes("get_group_info", request))
                    times.append(time.perf_counter() - begin)
                growth = live_server.resident_bytes(server.pid, "VmHWM") - resting
                rows.append(
                    [
                        case, str(answer["ErrorCode"]), f"{size:,}", f"{statistics.median(times) * 1000:.2f}",
                        f"{growth / 2**20:.1f}",
                    ]
                )
    return section(
        "A Community with 100,000 members",
        "`get_group_info`, one call after the other. Growth is how far the server's memory rose above rest meanwhile.",
        ["call", "ErrorCode", "bytes", "median ms", "growth MiB"],
        rows,
        f"Importing it took {import_seconds:.1f} s in calls of 300 over four connections,"
        f" {COMMUNITY_MEMBERS / import_seconds:,.0f} members a second.",
    )
