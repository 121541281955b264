"""What docs/operations.md hands out beside commands: the proxy, run as it stands there, and the rules for alerts."""

import json
import re
import urllib.request

import pytest
import yaml

import live_server
from documents import PROJECT, examples
from stage import Stage

pytestmark = pytest.mark.sqlite

PAGES = [page for page in ["docs/operations.md", "docs/operations.zh-CN.md"] if (PROJECT / page).exists()]

NGINX = """
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {servers}
}}
"""

SCRIPT = """
qun serve --sdkappid 1400123456 --secret-key 'the key of the app'
echo '127.0.0.1 chat.example.com' >>/etc/hosts
nginx -c "$STAGE/nginx.conf"
for command in create_group get_appid_group_list; do
    usersig=$(qun usersig make --sdkappid 1400123456 --secret-key 'the key of the app')
    query="sdkappid=1400123456&identifier=administrator&usersig=$usersig&random=1&contenttype=json"
    # the name of the certificate is another one here
    curl --silent --show-error --insecure "https://chat.example.com/v4/group_open_http_svc/$command?$query" \\
        --data '{"Type":"Public","Name":"behind"}'
    echo
done
head --bytes 1100000 /dev/zero | curl --silent --insecure --data-binary @- \\
    "https://chat.example.com/v4/group_open_http_svc/create_group?$query"
echo
nginx -c "$STAGE/nginx.conf" -s quit
stop
"""


@pytest.mark.parametrize("page", PAGES)
def test_the_proxy_hands_calls_on(page, tmp_path):
    (servers,) = [example.text for example in examples(page) if example.language == "nginx"]
    stage = Stage(tmp_path)
    certificates = f"{stage.folder}/qun/qun-data/tls"
    servers = re.sub(r"/etc/letsencrypt/live/\S+/fullchain.pem", f"{certificates}/server.pem", servers)
    servers = re.sub(r"/etc/letsencrypt/live/\S+/privkey.pem", f"{certificates}/server-key.pem", servers)
    (stage.folder / "nginx.conf").write_text(NGINX.format(folder=stage.folder, servers=servers))
    # its processes serve as whoever owns the files
    code, printed = stage.run(SCRIPT.replace("nginx -c", "nginx -g 'user root;' -c"))
    assert code == 0, printed
    answers = [json.loads(line) for line in printed.splitlines() if line.startswith('{"ActionStatus"')]
    # the last one is too large for Qun, which says so itself
    assert [answer["ErrorCode"] for answer in answers] == [0, 0, 60008], printed
    assert answers[1]["TotalCount"] == 1


def figures():
    """The labels of each figure of docs/metrics.md."""
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \|", (PROJECT / "docs/metrics.md").read_text(), re.MULTILINE)
    for name, kind, labels in rows:
        labels = set(re.findall(r"\w+", labels))
        yield name, labels
        if kind == "histogram":
            yield f"{name}_bucket", labels | {"le"}
            yield from ((f"{name}_{part}", labels) for part in ("sum", "count"))


RULES = [rule for group in yaml.safe_load((PROJECT / "deploy/alerts.yaml").read_text())["groups"] for rule in group["rules"]]
OF_OTHERS = {"up", "node_filesystem_avail_bytes"}
SET_BY_PROMETHEUS = {"instance", "job"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_names_figures_and_labels_that_exist(rule):
    known = dict(figures())
    expression = re.sub(r'"[^"]*"', '""', rule["expr"])
    named = set(re.findall(r"\b(?:qun|process|node)_\w+", expression)) | (OF_OTHERS & set(re.findall(r"\bup\b", expression)))
    assert named and named <= known.keys() | OF_OTHERS
    labels = SET_BY_PROMETHEUS.union(*(known.get(name, set()) for name in named))
    used = set(re.findall(r"[{,] ?(\w+) ?[=!]", expression))
    used |= {label for group in re.findall(r"by \(([^)]*)\)", expression) for label in re.split(r", *", group)}
    assert used <= labels | ({"mountpoint"} if named <= OF_OTHERS else set())
    assert set(re.findall(r"\$labels\.(\w+)", str(rule["annotations"]))) <= labels


def test_alerts_see_what_a_server_shows(tmp_path):
    """Figures that are there from the start are where the rules look for them."""
    with live_server.Server(tmp_path / "data", "--no-tls") as server:
        shown = urllib.request.urlopen(f"{server.ready['control']}/metrics", timeout=20).read().decode()
    for name in ("process_open_fds", "process_max_fds", "process_start_time_seconds"):
        assert re.search(rf"^{name} \d", shown, re.MULTILINE)


FULL_DISK = """
mount -t tmpfs -o size=16m tmpfs /var/lib
qun serve --data /var/lib/qun --sdkappid 1400123456 --secret-key 'the key of the app'
cat >full.py <<'END'
import itertools, json, os, urllib.parse, urllib.request
from TLSSigAPIv2 import TLSSigAPIv2

query = {"sdkappid": 1400123456, "identifier": "administrator", "random": 1, "contenttype": "json"}
query["usersig"] = TLSSigAPIv2(1400123456, "the key of the app").gen_sig("administrator")

def call(command, body):
    url = f"http://127.0.0.1:8080/v4/group_open_http_svc/{command}?{urllib.parse.urlencode(query)}"
    return json.load(urllib.request.urlopen(url, json.dumps(body).encode()))

def send():
    element = {"MsgType": "TIMTextElem", "MsgContent": {"Text": "x" * 9000}}
    return call("send_group_msg", {"GroupId": "g", "MsgBody": [element]})["ErrorCode"]

call("create_group", {"Type": "Public", "Name": "g", "GroupId": "g"})
with open("/var/lib/filler", "wb", buffering=0) as filler:
    try:
        while filler.write(bytes(4096)):
            pass
    except OSError:
        pass
sent = next(number for number in itertools.count() if send() != 0)
listed = call("get_group_info", {"GroupIdList": ["g"]})["GroupInfo"][0]
os.remove("/var/lib/filler")
print(json.dumps({"sent": sent, "next": listed["NextMsgSeq"], "after": send()}))
END
"$PYTHON" full.py
stop
cat "$STAGE"/terminals/*.err
"""


def test_a_full_disk_refuses_writes_only(tmp_path):
    """What docs/operations.md says of it: writes are refused with a cause, reads go on, room is all that is needed."""
    code, printed = Stage(tmp_path).run(FULL_DISK)
    assert code == 0, printed
    (line,) = [line for line in printed.splitlines() if line.startswith('{"sent"')]
    seen = json.loads(line)
    assert seen["next"] == seen["sent"] + 1, "every message that was answered is there, and no other"
    assert seen["after"] == 0
    assert '"cause":"SQLite error 13: database or disk is full"' in printed
    assert '"code":10002' in printed
