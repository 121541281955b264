"""The load generator: wrk, with small Lua scripts."""

import dataclasses
import subprocess
import tempfile

from .processes import cpu_seconds

# wrk calls `done` once; the line it prints is the only one that is read.
WRK_SUMMARY = """
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d %d\\n",
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status,
    latency:percentile(50), latency:percentile(99)))
end
"""


@dataclasses.dataclass
class Load:
    """What one run of wrk saw."""

    rate: float
    requests: int
    bytes_each: float
    cpu_per_thousand: float
    p50_milliseconds: float
    p99_milliseconds: float


def wrk(url, lua, pids, connections, seconds):
    """Drives a server for some seconds; every answer must have arrived and have status 200."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(lua + WRK_SUMMARY)
        script.flush()
        before = cpu_seconds(pids)
        ran = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", script.name, url],
            capture_output=True,
            text=True,
            timeout=seconds + 60,
        )
        used = cpu_seconds(pids) - before
    results = [line.split()[1:] for line in ran.stdout.splitlines() if line.startswith("RESULT ")]
    if ran.returncode != 0 or not results:
        raise SystemExit(f"wrk failed:\n{ran.stdout}{ran.stderr}")
    requests, duration, size, broken, refused, p50, p99 = map(int, results[0])
    if broken or refused or not requests:
        raise SystemExit(f"wrk saw {requests} answers, {broken} broken and {refused} refused:\n{ran.stdout}")
    return Load(
        requests / duration * 1e6, requests, size / requests, used / requests * 1000, p50 / 1000, p99 / 1000
    )


def lua_string(text):
    """A text as a Lua literal."""
    return '"' + "".join(f"\\{byte:03}" for byte in text.encode()) + '"'


def post(path, body):
    """A wrk script that repeats one POST."""
    return (
        f'wrk.method = "POST"\nwrk.path = {lua_string(path)}\nwrk.body = {lua_string(body)}\n'
        'wrk.headers["Content-Type"] = "application/json"\n'
    )


def get(path, **headers):
    """A wrk script that repeats one GET."""
    lines = [f"wrk.headers[{lua_string(name)}] = {lua_string(value)}\n" for name, value in headers.items()]
    return f"wrk.path = {lua_string(path)}\n" + "".join(lines)


def posts(path, template, *values):
    """A wrk script that sends a different body each time.

    The template is one of Lua's `string.format`; its values are Lua expressions, in which `count` is the number of the
    request, beginning with 1.
    """
    return f"""
local path = {lua_string(path)}
local headers = {{ ["Content-Type"] = "application/json" }}
local count = 0
function request()
  count = count + 1
  return wrk.format("POST", path, headers, string.format({lua_string(template)}, {", ".join(values)}))
end
"""


def with_pauses(lua, milliseconds):
    """The same script with a pause before each request of a connection."""
    return lua + f"function delay() return {milliseconds} end\n"
