"""Run inside a house: grows its log to a size, then times single leaves and proofs. Prints one line of JSON.

Leaves of the growth commit to nothing (random content), so that only the log itself is measured. They are sealed as
always; with a second argument, as the database's superuser, the same rows are laid into the tables up to that size and
the tree over them is computed in one go.
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
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import Checkpoint
from huixiang.transparency import queries, services
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import LogCheckpoint, LogHead, LogLeaf, LogTile

TRIES = 300
FILL = """
INSERT INTO journal_waitingleaf (organisation_id, kind, day, about, thread, claim, content, key)
SELECT %s, 1, 20785, 'none:' || gen_random_uuid(), 'none:' || gen_random_uuid(), '\\x',
       uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
       uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
FROM generate_series(1, %s)
"""


LAY_LEAVES = """
INSERT INTO transparency_logleaf (organisation_id, idx, entry)
SELECT %s, idx, '\\x4858010100005131ffffffffffffffff'::bytea || decode(repeat('00', 32), 'hex')
       || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
FROM generate_series(%s::bigint, %s) AS idx
"""
LAY_OPENINGS = """
INSERT INTO transparency_opening (organisation_id, idx, about, thread, key)
SELECT %s, idx, 'none:' || one, 'none:' || one, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
FROM (SELECT idx, gen_random_uuid() AS one FROM generate_series(%s::bigint, %s) AS idx) AS made
"""
BUILT_AFTERWARDS = ("opening_about", "opening_thread")


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
    if not grown:
        return {"size": size}
    return {"size": size, "batch_rate": round(grown / seconds, 1), "batch_cpu": round(cpu / grown * 1e6, 1)}


def lay(organisation_id: int, wanted: int) -> None:
    """Put rows like those of the sequencer into the tables, and the tree over them into tiles and head."""
    with acting_in(organisation_id), connection.cursor() as cursor:
        head = LogHead.objects.get()
        cursor.execute(
            "SET LOCAL session_replication_role = replica"
        )  # ten million checks of one foreign key otherwise
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(BUILT_AFTERWARDS)])
        built = cursor.fetchall()
        for name, _how in built:
            cursor.execute(f"DROP INDEX {name}")
        for statement in (LAY_LEAVES, LAY_OPENINGS):
            cursor.execute(statement, [organisation_id, head.size, wanted - 1])
        for _name, how in built:
            cursor.execute(how)
    tree, tiles = tree_of(head), []
    with acting_in(organisation_id):
        rows = LogLeaf.objects.filter(idx__gte=head.size).order_by("idx").values_list("entry", flat=True)
        for entry in rows.iterator(100_000):
            tiles += [
                LogTile(level=node.level // 8, n=node.index, hash=found)
                for node, found in tree.append(leaf_hash(bytes(entry)))
                if node.level % 8 == 0
            ]
        LogTile.objects.bulk_create(tiles, batch_size=10_000)
        note = Checkpoint(head.origin, tree.size, tree.root).signed_by(log_signer(head.origin))
        LogCheckpoint.objects.create(size=tree.size, note=note.text, day=clock.now().date())
        LogHead.objects.update(size=tree.size, published=tree.size, frontier=b"".join(tree.hashes))


def tree_of(head: LogHead) -> Frontier:
    frontier = bytes(head.frontier)
    return Frontier(head.size, [frontier[place : place + 32] for place in range(0, len(frontier), 32)])


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
        size = "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name"
        cursor.execute(size, [list(tables)])
        return int(cursor.fetchone()[0])


def the_organisation() -> int:
    return Organisation.objects.values_list("pk", flat=True)[0]


def main(wanted: int) -> None:
    organisation_id = the_organisation()
    told = grow(organisation_id, wanted)
    rng, size = random.Random(1), int(told["size"])
    appends, cpu = timed(lambda: append(organisation_id))
    proofs, proof_cpu = timed(lambda: prove(organisation_id, size, rng))
    log = bytes_of("transparency_logleaf", "transparency_logtile", "transparency_loghead")
    print(json.dumps(told | {
        "tries": TRIES, "append_p50": round(appends[TRIES // 2], 2), "append_p99": round(appends[TRIES * 99 // 100], 2),
        "append_cpu": round(cpu, 2), "proof_p50": round(proofs[TRIES // 2], 2),
        "proof_p99": round(proofs[TRIES * 99 // 100], 2), "bytes": round(log / size, 1),
        "proof_cpu": round(proof_cpu, 2), "total": log,
        "opening_bytes": round(bytes_of("transparency_opening") / size, 1),
    }))  # fmt: skip


if __name__ == "__main__":
    if sys.argv[2:]:
        lay(the_organisation(), int(sys.argv[1]))
    else:
        main(int(sys.argv[1]))
