"""The same three things beside django-helpdesk: a sending by somebody without an account, the staff's list, a search.

django-helpdesk lives in an environment of its own below var/bench, made on first use.
"""

from __future__ import annotations

import base64
import http.client
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from bench.figures import Figure, at_least, at_most
from bench.house import ROOT, THREADS, WORKERS, House, free_port, running, site_of
from bench.load import Outcome, closed_loop
from bench.reading import CLERK, TWO, read_all
from bench.seeding import texts
from bench.sending import WORDS, drawn_codes, sendings
from bench.sizes import Size

HOME = ROOT / "var" / "bench" / "helpdesk"
PACKAGES = ("django-helpdesk==2.6.1", "Django==5.2.19", "gunicorn==27.0.1", "psycopg[binary]==3.3.9")
MOST_A_SECOND = 2500
ROUNDS = 3
PEER_MOST_A_SECOND = 600
TICKETS = """
INSERT INTO helpdesk_ticket (id, title, queue_id, created, modified, submitter_email, status, on_hold, description,
    priority, secret_key)
SELECT n + 1, left(words, 30), {queue}, at, at, 'speaker' || n || '@example.org', (ARRAY[1, 1, 2, 3, 4])[1 + n % 5],
    false, words, 1 + n % 5, gen_random_uuid()
FROM (SELECT n, words, timestamptz '2026-11-20 10:00+08' - make_interval(mins => 10 * n) AS at FROM said) one;
SELECT setval(pg_get_serial_sequence('helpdesk_ticket', 'id'), (SELECT max(id) FROM helpdesk_ticket));
INSERT INTO helpdesk_followup (ticket_id, date, title, comment, public)
SELECT id, created, 'Ticket Opened Via Web', description, true FROM helpdesk_ticket;
DROP TABLE said;
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """The running django-helpdesk: its port, the id of its queue, the session of a member of staff."""

    port: int
    queue: int
    session: str


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody signed in to one of the two sites, and what they read in turn."""

    port: int
    cookie: str
    paths: Sequence[str]


def measure(house: House, size: Size) -> Iterator[Figure]:
    """Theirs, ours and the ratio, for sendings, the list and a search; both sites stand while each is measured."""
    with peer_beside(house, size) as peer, site_of(house):
        yield from _sending(house, peer, size)
        for name, theirs, ours in (
            ("staff list", [_their_list("")], ["/desk/inbox/?state=all"]),
            ("search of two characters", [_their_list(word) for word in TWO], [_our_search(word) for word in TWO]),
        ):
            staff = Reader(peer.port, f"sessionid={peer.session}", theirs)
            clerk = Reader(house.port, f"hx={house.people[CLERK]}", ours)
            yield from _compared(name, staff, clerk, size)


def _our_search(word: str) -> str:
    return f"/desk/inbox/?state=all&q={quote(word)}"


def _sending(house: House, peer: Peer, size: Size) -> Iterator[Figure]:
    codes = drawn_codes(house, int(size.seconds * MOST_A_SECOND) + 100)
    ours_ready = sendings(house.port, codes)
    theirs_ready = itertools.cycle(_their_sendings(peer, int(size.seconds * PEER_MOST_A_SECOND)))
    for port, ready, wanted in ((house.port, ours_ready, 200), (peer.port, theirs_ready, 302)):
        closed_loop(port, itertools.islice(ready, 100), clients=size.clients, seconds=10, wanted=(wanted,))
    theirs, ours, turn = Outcome(), Outcome(), size.seconds / ROUNDS
    for _round in range(ROUNDS):  # in turns, so that a change of the machine meets both
        theirs.add(closed_loop(peer.port, theirs_ready, clients=size.clients, seconds=turn, wanted=(302,)))
        ours.add(closed_loop(house.port, ours_ready, clients=size.clients, seconds=turn))
    context = {"clients": size.clients}
    yield Figure("django-helpdesk: public form", theirs.rate, "submissions/s", context=context | theirs.facts())
    yield Figure("ours: public form with receipt", ours.rate, "submissions/s", context=context | ours.facts())
    yield Figure("public form, ours to theirs", ours.rate / theirs.rate, "times", at_least(5), context)


def _compared(name: str, theirs: Reader, ours: Reader, size: Size) -> Iterator[Figure]:
    rows = {"rows": size.tickets}
    slow = read_all(theirs.port, theirs.paths, cookie=theirs.cookie, count=max(24, size.reads // 5), rounds=1)
    fast = read_all(ours.port, ours.paths, cookie=ours.cookie, count=size.reads)
    for outcome in (slow, fast):
        _refuse_unwanted(name, outcome)
    their, our = slow.percentile(0.95), fast.percentile(0.95)
    yield Figure(f"django-helpdesk: {name}, p95", their, "ms", context=rows | slow.facts())
    yield Figure(f"ours: {name}, p95", our, "ms", context=rows | fast.facts())
    yield Figure(f"{name}, ours to theirs", our / their, "times", at_most(0.1), rows)


def _refuse_unwanted(name: str, outcome: Outcome) -> None:
    if outcome.unwanted:
        raise RuntimeError(f"{name}: unwanted answers {outcome.unwanted}")


@contextmanager
def peer_beside(house: House, size: Size) -> Iterator[Peer]:
    """A django-helpdesk with as many tickets as we have voices, in a database of its own on the same server."""
    python = _environment()
    port = free_port()
    with house.connect("postgres") as connection:
        connection.execute("CREATE DATABASE peer")
    environment = house.environment | {
        "DJANGO_SETTINGS_MODULE": "bench.peer.settings", "PEER_SOCKET": str(house.server.socket),
        "PEER_MEDIA": str(house.server.data_dir / "peer"),
    }  # fmt: skip
    for arguments in (
        ["-m", "django", "migrate", "-v", "0"],
        ["-m", "django", "loaddata", "-v", "0", "emailtemplate.json"],
    ):
        subprocess.run([python, *arguments], env=environment, cwd=ROOT, check=True)
    done = subprocess.run(
        [python, "-m", "bench.peer.founding"], env=environment, cwd=ROOT, check=True, capture_output=True
    )
    found: Mapping[str, str] = json.loads(done.stdout)
    _fill(house, int(found["queue"]), size.tickets)
    command = [
        str(python), "-m", "gunicorn", "-k", "gthread", "-w", str(WORKERS), "--threads", str(THREADS),
        "--keep-alive", "60", "-b", f"127.0.0.1:{port}", "--log-level", "error", "bench.peer.wsgi:application",
    ]  # fmt: skip
    with running(command, environment, port=port):
        yield Peer(port, int(found["queue"]), str(found["session"]))


def _environment() -> Path:
    """The Python of django-helpdesk's environment; installs it when it is not there."""
    python = HOME / "bin" / "python"
    if not (HOME / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        (HOME / "ready").touch()
    return python


def _fill(house: House, queue: int, count: int) -> None:
    with house.connect("peer") as connection:
        connection.execute("CREATE TABLE said (n int, words text)")
        with connection.cursor() as cursor, cursor.copy("COPY said FROM STDIN") as copy:
            for row in enumerate(texts(count)):
                copy.write_row(row)
        connection.execute(TICKETS.format(queue=queue).encode())
        connection.execute("VACUUM ANALYZE")


def _their_sendings(peer: Peer, count: int) -> Sequence[bytes]:
    """Their public form with its CSRF token, as a browser without JavaScript sends it."""
    connection = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=30)
    connection.request("GET", "/tickets/submit/")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise RuntimeError("django-helpdesk shows no form to the public")
    fields = {
        "csrfmiddlewaretoken": token.group(1), "queue": str(peer.queue), "title": WORDS[:30], "body": WORDS,
        "priority": "3", "submitter_email": "speaker@example.org", "due_date": "",
    }  # fmt: skip
    body = urlencode(fields).encode()
    head = (
        f"POST /tickets/submit/ HTTP/1.1\r\nHost: 127.0.0.1:{peer.port}\r\nOrigin: http://127.0.0.1:{peer.port}\r\n"
        f"Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    return [head + body] * count


def _their_list(search: str) -> str:
    """The request that fills their table of tickets: the newest open ones, or those of all that hold the word."""
    asked: dict[str, object] = {
        "filtering": {} if search else {"status__in": [1, 2]}, "filtering_null": {}, "sorting": "created",
        "sortreverse": False, "search_string": search,
    }  # fmt: skip
    packed = base64.b64encode(json.dumps(asked).encode()).decode()
    return f"/datatables_ticket_list/{quote(packed)}?draw=1&start=0&length=25&order[0][column]=5&order[0][dir]=desc"
