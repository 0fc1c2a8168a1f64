"""Run inside a house as the database's superuser: manipulates at random, and asks who notices. Prints a line of JSON.

Each manipulation is made in a transaction past every trigger, looked at, and rolled back. Three look, each with what it
alone has: the audit (the live records), every holder of a receipt (the file kept from before, and what is on their
page), and a witness (the last checkpoint it signed, and the public tiles). "truncate" and "rebuild" are made as well as
a superuser can: head, openings and checkpoints fit afterwards and are signed with the real key.
"""

# ruff: noqa: E402 - Django must be set up before its models are imported
from __future__ import annotations

import datetime as dt
import json
import random
import secrets
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection, transaction

from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import services as listening
from huixiang.listening.logged import voice_facts
from huixiang.listening.models import Voice
from huixiang.listening.states import Lane
from huixiang.people.models import Organisation
from huixiang.proofs import receipts
from huixiang.proofs.entries import Entry, content_of, decode, digests
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import Checkpoint
from huixiang.proofs.receipt_file import read_opened
from huixiang.proofs.tlog_proof import TlogProof
from huixiang.transparency import queries, services
from huixiang.transparency.audit import audit
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import LogCheckpoint, LogHead, LogLeaf, Opening

VOICES = 200
WORDS = ("桂花路的路灯坏了三盏。", "北门菜市场的下水道堵了。", "三号楼的电梯又停了。", "校门口的红绿灯太短。")
KEPT: dict[str, TlogProof] = {}
"""The receipts of the drill's own voices, by the voice's id; what is manipulated is chosen among these."""
Act = Callable[[random.Random], None]


def sql(text: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)


def seed(organisation_id: int, rng: random.Random) -> dict[str, TlogProof]:
    """Voices that are sealed in batches, and the receipt each speaker keeps."""
    made = []
    for number in range(VOICES):
        code = receipts.draw(rng)
        accepted = listening.accept_voice(
            words=f"{rng.choice(WORDS)}（{number}）", code=code, lane=Lane.OPEN, by=outsider(organisation_id),
            at=clock.now(),
        )  # fmt: skip
        made.append(accepted.voice)
        if number % 7 == 0:
            services.seal_waiting(at=clock.now())
    services.seal_waiting(at=clock.now())
    return {str(voice.pk): queries.proof_of(voice) for voice in made}


def rows() -> list[tuple[int, bytes]]:
    return [(idx, bytes(entry)) for idx, entry in LogLeaf.objects.order_by("idx").values_list("idx", "entry")]


def root_of(entries: list[bytes]) -> bytes:
    tree = Frontier()
    for entry in entries:
        tree.append(leaf_hash(entry))
    return tree.root


def some_voice(rng: random.Random) -> Voice:
    return Voice.objects.get(pk=rng.choice(sorted(KEPT)))


def alter(rng: random.Random) -> None:
    column, value = rng.choice(
        [("words", "一切都好。"), ("said_on", dt.date(2020, 1, 1)), ("lane", "anonymous"), ("source", "x")]
    )
    more = ", said_at = NULL" if column == "lane" else ""
    sql(f"UPDATE listening_voice SET {column} = %s{more} WHERE id = %s", value, some_voice(rng).pk)


def delete(rng: random.Random) -> None:
    voice = some_voice(rng)
    sql("DELETE FROM listening_receipt WHERE voice_id = %s", voice.pk)
    sql("DELETE FROM journal_journalentry WHERE subject = %s", f"voice:{voice.pk}")
    sql("DELETE FROM transparency_opening WHERE about = %s", f"voice:{voice.pk}")
    sql("DELETE FROM listening_voice WHERE id = %s", voice.pk)


def insert(rng: random.Random) -> None:
    sql(
        "INSERT INTO listening_voice SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid()))).*"
        " FROM listening_voice AS v WHERE id = %s", some_voice(rng).pk,
    )  # fmt: skip


def swap(rng: random.Random) -> None:
    one, other = some_voice(rng), some_voice(rng)
    while one.words == other.words:
        other = some_voice(rng)
    sql("UPDATE listening_voice SET words = %s WHERE id = %s", other.words, one.pk)
    sql("UPDATE listening_voice SET words = %s WHERE id = %s", one.words, other.pk)


def reorder(rng: random.Random) -> None:
    """Two leaves change places, with their openings, and the head and checkpoints are signed anew to fit."""
    kept = rows()
    one, other = rng.sample(range(len(kept)), 2)
    entries = [entry for _idx, entry in kept]
    entries[one], entries[other] = entries[other], entries[one]
    sql("UPDATE transparency_opening SET idx = -1 WHERE idx = %s", one)
    sql("UPDATE transparency_opening SET idx = %s WHERE idx = %s", one, other)
    sql("UPDATE transparency_opening SET idx = %s WHERE idx = -1", other)
    put(entries)


def truncate(rng: random.Random) -> None:
    """The log ends earlier, and the records of what was cut off are gone too."""
    kept = rng.randrange(1, LogLeaf.objects.count())
    for opening in Opening.objects.filter(idx__gte=kept):
        kind, _colon, identity = opening.about.partition(":")
        if kind == "voice":
            sql("DELETE FROM listening_receipt WHERE voice_id = %s", identity)
            sql("DELETE FROM journal_journalentry WHERE subject = %s", opening.about)
            sql("DELETE FROM listening_voice WHERE id = %s", identity)
        elif kind == "entry":
            sql("DELETE FROM journal_journalentry WHERE id = %s", identity)
    sql("DELETE FROM transparency_opening WHERE idx >= %s", kept)
    put([entry for _idx, entry in rows()[:kept]])


def rebuild(rng: random.Random) -> None:
    """A voice says something else, and the whole log is made anew so that it fits."""
    voice, key = some_voice(rng), secrets.token_bytes(32)
    sql("UPDATE listening_voice SET words = %s WHERE id = %s", "一切都好。", voice.pk)
    voice.refresh_from_db()
    idx = Opening.objects.get(about=f"voice:{voice.pk}").idx
    facts = voice_facts(voice, locator=voice.receipt.locator, files=[])
    entries = [entry for _idx, entry in rows()]
    old = decode(entries[idx])
    entries[idx] = Entry(old.kind, old.day, old.subject, old.claim, content_of(key, digests(key, facts))).encode()
    sql("UPDATE transparency_opening SET key = %s WHERE idx = %s", key, idx)
    put(entries)


def put(entries: list[bytes]) -> None:
    """Replace the log by these entries, with head and checkpoints that fit, signed by the real key."""
    head = LogHead.objects.get()
    sizes = [size for size in LogCheckpoint.objects.values_list("size", flat=True) if size < len(entries)]
    for table in ("logleaf", "logtile", "logcheckpoint"):
        sql(f"DELETE FROM transparency_{table}")
    tree, day = Frontier(), clock.now().date()
    notes = []
    for entry in entries:
        for node, found in tree.append(leaf_hash(entry)):
            if node.level % 8 == 0:
                sql(
                    "INSERT INTO transparency_logtile (organisation_id, level, n, hash) VALUES (%s, %s, %s, %s)",
                    head.organisation_id, node.level // 8, node.index, found,
                )  # fmt: skip
        if tree.size in sizes or tree.size == len(entries):
            note = Checkpoint(head.origin, tree.size, tree.root).signed_by(log_signer(head.origin)).text
            notes.append(LogCheckpoint(organisation_id=head.organisation_id, size=tree.size, note=note, day=day))
    LogCheckpoint.objects.bulk_create(notes)
    LogLeaf.objects.bulk_create(
        [LogLeaf(organisation_id=head.organisation_id, idx=idx, entry=entry) for idx, entry in enumerate(entries)]
    )
    sql("UPDATE transparency_loghead SET size = %s, frontier = %s", tree.size, b"".join(tree.hashes))


KINDS: dict[str, Act] = {
    "alter": alter, "delete": delete, "insert": insert, "reorder": reorder, "swap": swap, "truncate": truncate,
    "rebuild": rebuild,
}  # fmt: skip


def found_by_audit() -> bool:
    return bool(audit().findings)


def found_by_receipts(kept: dict[str, TlogProof], entries: list[bytes]) -> bool:
    """Whether any holder sees it: their words are gone or others, or the log is not the one their file is from."""
    return any(_holder_sees(pk, proof, entries) for pk, proof in kept.items())


def _holder_sees(pk: str, proof: TlogProof, entries: list[bytes]) -> bool:
    opened = read_opened(proof.extra)
    size = proof.checkpoint.size
    if size > len(entries) or entries[proof.index] != opened.entry.encode():
        return True
    voice = Voice.objects.filter(pk=pk).first()
    if voice is None:
        return True
    return digests(opened.key, voice_facts(voice, locator=opened.locator, files=[])) != opened.digests


def found_by_witness(seen: Checkpoint, entries: list[bytes]) -> bool:
    return len(entries) < seen.size or root_of(entries[: seen.size]) != seen.root


def drill(tries: int, kept: dict[str, TlogProof], rng: random.Random) -> dict[str, object]:
    signed = queries.latest_checkpoint()
    assert signed is not None
    told: dict[str, Counter[str]] = {by: Counter() for by in ("audit", "receipt", "witness")}
    found = 0
    for number in range(tries):
        kind = list(KINDS)[number % len(KINDS)]
        with transaction.atomic():
            sql("SET LOCAL session_replication_role = replica")
            KINDS[kind](rng)
            entries = [entry for _idx, entry in rows()]
            seen = {
                "audit": found_by_audit(), "receipt": found_by_receipts(kept, entries),
                "witness": found_by_witness(signed.checkpoint, entries),
            }  # fmt: skip
            transaction.set_rollback(True)
        found += any(seen.values())
        for by, yes in seen.items():
            told[by][kind] += yes
    return {
        "tried": tries, "found": found, "kinds": {by: dict(each) for by, each in told.items()},
        **{by: sum(each.values()) for by, each in told.items()},
    }  # fmt: skip


def main(tries: int) -> None:
    rng = random.Random(7)
    organisation = Organisation.objects.get()
    with acting_in(organisation.pk):
        KEPT.update(seed(organisation.pk, rng))
    with acting_in(organisation.pk):
        entries = [entry for _idx, entry in rows()]
        signed = queries.latest_checkpoint()
        assert signed is not None
        alarms = found_by_audit() + found_by_receipts(KEPT, entries) + found_by_witness(signed.checkpoint, entries)
        told = drill(tries, KEPT, rng)
    print(json.dumps(told | {"false_alarms": alarms}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
