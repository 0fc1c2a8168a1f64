"""Run inside a house: grows its log to a size, then times single leaves and proofs. Prints one line of JSON.

Leaves of the growth commit to nothing (random content), so that only the log itself is measured.
"""

# ruff: noqa: E402 - Django must be set up before its models are imported
from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection

from huixiang.kernel import clock
from huixiang.kernel.tenancy import acting_in
from huixiang.people.models import Organisation
from huixiang.transparency import queries, services

TRIES = 300
FILL = """
INSERT INTO journal_waitingleaf (organisation_id, kind, day, about, thread, claim, content, key)
SELECT %s, 1, 20785, 'none:' || gen_random_uuid(), 'none:' || gen_random_uuid(), '\\x',
       uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
       uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
FROM generate_series(1, %s)
"""


def write(organisation_id: int, count: int) -> None:
    with acting_in(organisation_id), connection.cursor() as cursor:
        cursor.execute(FILL, [organisation_id, count])


def seal(organisation_id: int) -> int:
    with acting_in(organisation_id):
        sealed = services.seal_waiting(at=clock.now())
    return sealed.size if sealed else 0


def grow(organisation_id: int, wanted: int) -> dict[str, float]:
    with acting_in(organisation_id):
        head = queries.head()
    size = begun = head.size if head else 0
    seconds, cpu = 0.0, 0.0
    while size < wanted:
        write(organisation_id, min(services.BATCH, wanted - size))
        began, before = time.perf_counter(), time.process_time()
        size = seal(organisation_id)
        seconds, cpu = seconds + time.perf_counter() - began, cpu + time.process_time() - before
    grown = size - begun
    return {"size": size, "batch_rate": round(grown / seconds, 1), "batch_cpu": round(cpu / grown * 1e6, 1)}


def timed(act: Callable[[], object]) -> tuple[list[float], float]:
    before, found = time.process_time(), []
    for _number in range(TRIES):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found), (time.process_time() - before) * 1000 / TRIES


def append(organisation_id: int) -> None:
    write(organisation_id, 1)
    seal(organisation_id)


def prove(organisation_id: int, size: int, rng: random.Random) -> None:
    with acting_in(organisation_id):
        queries.inclusion_proof(rng.randrange(size), size)


def bytes_of(*tables: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s) AS name", [list(tables)])
        return int(cursor.fetchone()[0])


def main(wanted: int) -> None:
    organisation_id = Organisation.objects.values_list("pk", flat=True)[0]
    told = grow(organisation_id, wanted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE transparency_logleaf, transparency_logtile")
    rng, size = random.Random(1), int(told["size"])
    appends, cpu = timed(lambda: append(organisation_id))
    proofs, _cpu = timed(lambda: prove(organisation_id, size, rng))
    log = bytes_of("transparency_logleaf", "transparency_logtile", "transparency_loghead")
    print(json.dumps(told | {
        "tries": TRIES, "append_p50": round(appends[TRIES // 2], 2), "append_p99": round(appends[TRIES * 99 // 100], 2),
        "append_cpu": round(cpu, 2), "proof_p50": round(proofs[TRIES // 2], 2),
        "proof_p99": round(proofs[TRIES * 99 // 100], 2), "bytes": round(log / size, 1),
        "opening_bytes": round(bytes_of("transparency_opening") / size, 1),
    }))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
