"""What somebody with the database superuser's password does to the records and the log, past every trigger.

Every act chooses among what is there by chance. "reorder", "truncate" and "rebuild" are made as well as a superuser
can: head, openings, tiles and checkpoints fit afterwards and are signed with the real key.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db import connection

from huixiang.kernel import clock
from huixiang.listening.logged import voice_facts
from huixiang.listening.models import SealedCase, Voice
from huixiang.proofs.entries import NO_SUBJECT, Entry, content_of, decode, digests
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import Checkpoint
from huixiang.transparency.keys import log_signer
from huixiang.transparency.models import LogCheckpoint, LogHead, LogLeaf, Opening

Act = Callable[[random.Random], None]
LIE: Final = "一切都好。"


def sql(text: str, *values: Any) -> int:
    """Run a statement; how many rows it reached."""
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)
        return int(cursor.rowcount)


def one(text: str, *values: Any) -> Any:
    """The first column of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(text, values or None)
        return cursor.fetchone()[0]


def rows() -> list[bytes]:
    """Every entry of the log, in order."""
    return [bytes(entry) for entry in LogLeaf.objects.order_by("idx").values_list("entry", flat=True)]


def some_voice(rng: random.Random) -> Voice:
    """A voice whose speaker keeps a receipt."""
    about = Opening.objects.filter(about__startswith="voice:").order_by("idx").values_list("about", flat=True)
    return Voice.objects.select_related("receipt").get(pk=rng.choice(about).partition(":")[2])


def some_case(rng: random.Random) -> SealedCase:
    """A sealed case."""
    return rng.choice(SealedCase.objects.order_by("locator"))


def some_opening(rng: random.Random, kind: str) -> Opening:
    """What opens a leaf about something of this kind."""
    return rng.choice(Opening.objects.filter(about__startswith=f"{kind}:").order_by("idx"))


# -- alter: a record says something else, its leaf stays


def _alter_voice(rng: random.Random) -> None:
    acts = (
        "words = '一切都好。'",
        "said_on = '2020-01-01'",
        "place_words = '别处'",
        "source = 'x'",
        "channel = 'letter'",
    )
    sql(f"UPDATE listening_voice SET {rng.choice(acts)} WHERE id = %s", some_voice(rng).pk)


def _alter_case(rng: random.Random) -> None:
    column = rng.choice(("body", "locator", "said_on"))
    value = {"body": secrets.token_bytes(1064), "locator": "00000000", "said_on": "2020-01-01"}[column]
    sql(f"UPDATE listening_sealedcase SET {column} = %s WHERE id = %s", value, some_case(rng).pk)


def _alter_entry(rng: random.Random) -> None:
    acts = ("actor_name = '别人'", "at = at - interval '9 days'", "after = '{\"x\": 1}'", "unit_id = 999999")
    entry = some_opening(rng, "entry").about.partition(":")[2]
    sql(f"UPDATE journal_journalentry SET {rng.choice(acts)} WHERE id = %s", int(entry))


def _alter_verdict(rng: random.Random) -> None:
    act = rng.choice(("solved = NOT solved", "words = '满意'", "given_on = given_on - 3"))
    assert sql(f"UPDATE verification_verdict SET {act}") > 0


def _alter_leaf(rng: random.Random) -> None:
    idx, at = rng.randrange(LogLeaf.objects.count()), rng.randrange(80)
    flipped = "set_byte(entry, %s, get_byte(entry, %s) # %s)"
    sql(f"UPDATE transparency_logleaf SET entry = {flipped} WHERE idx = %s", at, at, 1 << rng.randrange(8), idx)


# -- delete: something is gone


def delete_voice(voice: Voice) -> None:
    """Take a voice out with its receipt and every trace of its acceptance but the leaf."""
    sql("DELETE FROM listening_receipt WHERE voice_id = %s", voice.pk)
    sql("DELETE FROM journal_journalentry WHERE subject = %s", f"voice:{voice.pk}")
    sql("DELETE FROM transparency_opening WHERE thread = %s", f"voice:{voice.pk}")
    sql("DELETE FROM listening_voice WHERE id = %s", voice.pk)


def _delete_case(rng: random.Random) -> None:
    case = some_case(rng)
    for table in ("casekey", "sealedfile", "sealedmessage"):
        sql(f"DELETE FROM listening_{table} WHERE case_id = %s", case.pk)
    sql("DELETE FROM transparency_opening WHERE thread = %s", f"case:{case.pk}")
    sql("DELETE FROM listening_sealedcase WHERE id = %s", case.pk)


def _delete_entry(rng: random.Random) -> None:
    opening = some_opening(rng, "entry")
    sql("DELETE FROM journal_journalentry WHERE id = %s", int(opening.about.partition(":")[2]))
    sql("DELETE FROM transparency_opening WHERE idx = %s", opening.idx)


def _delete_leaf(rng: random.Random) -> None:
    idx = rng.randrange(LogLeaf.objects.count())
    sql("DELETE FROM transparency_logleaf WHERE idx = %s", idx)
    sql("DELETE FROM transparency_opening WHERE idx = %s", idx)


def _delete_opening(rng: random.Random) -> None:
    """An erasure without an entry that says so."""
    sql("DELETE FROM transparency_opening WHERE idx = %s", rng.choice(Opening.objects.order_by("idx")).idx)


# -- insert: something that was never said or done


def _clone(table: str, where: str, value: object, changed: str) -> None:
    sql(
        f"INSERT INTO {table} SELECT (jsonb_populate_record(r, jsonb_build_object({changed}))).*"
        f" FROM {table} AS r WHERE {where} = %s",
        value,
    )


def _insert_voice(rng: random.Random) -> None:
    _clone("listening_voice", "id", some_voice(rng).pk, "'id', gen_random_uuid()")


def _insert_case(rng: random.Random) -> None:
    case = some_case(rng)
    _clone("listening_sealedcase", "id", case.pk, "'id', gen_random_uuid(), 'locator', '99999999'")


def _insert_entry(rng: random.Random) -> None:
    entry = some_opening(rng, "entry").about.partition(":")[2]
    _clone("journal_journalentry", "id", int(entry), "'id', (SELECT max(id) + 1 FROM journal_journalentry)")


def _insert_leaf(rng: random.Random) -> None:
    """An entry put in between, with everything behind it moved up, and the log signed anew."""
    entries, at = rows(), rng.randrange(1, LogLeaf.objects.count())
    sql("UPDATE transparency_opening SET idx = -1 - idx WHERE idx >= %s", at)
    sql("UPDATE transparency_opening SET idx = -idx WHERE idx < 0")
    old = decode(entries[at])
    made = Entry(old.kind, old.day, NO_SUBJECT, old.claim, secrets.token_bytes(32)).encode()
    put([*_shifted(entries[:at], at, 1), made, *_shifted(entries[at:], at, 1)])


# -- swap, reorder


def _swap_words(rng: random.Random) -> None:
    first, other = some_voice(rng), some_voice(rng)
    while first.words == other.words:
        other = some_voice(rng)
    sql("UPDATE listening_voice SET words = %s WHERE id = %s", other.words, first.pk)
    sql("UPDATE listening_voice SET words = %s WHERE id = %s", first.words, other.pk)


def _swap_cases(rng: random.Random) -> None:
    first, other = rng.sample(list(SealedCase.objects.order_by("locator")), 2)
    sql("UPDATE listening_sealedcase SET body = %s WHERE id = %s", other.body, first.pk)
    sql("UPDATE listening_sealedcase SET body = %s WHERE id = %s", first.body, other.pk)


def _swap_openings(rng: random.Random) -> None:
    first, other = rng.sample(list(Opening.objects.order_by("idx")), 2)
    _exchange_openings(first.idx, other.idx)


def _exchange_openings(first: int, other: int) -> None:
    sql("UPDATE transparency_opening SET idx = -1 WHERE idx = %s", first)
    sql("UPDATE transparency_opening SET idx = %s WHERE idx = %s", first, other)
    sql("UPDATE transparency_opening SET idx = %s WHERE idx = -1", other)


def reorder(rng: random.Random) -> None:
    """Two leaves change places, with their openings, and the log is signed anew to fit."""
    entries = rows()
    first, other = rng.sample(range(len(entries)), 2)
    entries[first], entries[other] = entries[other], entries[first]
    _exchange_openings(first, other)
    put(entries)


# -- truncate, rebuild: what only those outside can find


def truncate(rng: random.Random) -> None:
    """The log ends earlier, and the records of what was cut off are gone too."""
    entries = rows()
    kept = rng.randrange(1, len(entries))
    for opening in Opening.objects.filter(idx__gte=kept):
        kind, _colon, identity = opening.about.partition(":")
        if kind == "voice":
            delete_voice(Voice.objects.get(pk=identity))
        elif kind == "entry":
            sql("DELETE FROM journal_journalentry WHERE id = %s", int(identity))
        elif kind == "case":
            sql("DELETE FROM listening_sealedcase WHERE id = %s", identity)
    sql("DELETE FROM transparency_opening WHERE idx >= %s", kept)
    put(entries[:kept])


def _rebuild_altered(rng: random.Random) -> None:
    """A voice says something else, and the whole log is made anew so that it fits."""
    voice, key = some_voice(rng), secrets.token_bytes(32)
    sql("UPDATE listening_voice SET words = %s WHERE id = %s", LIE, voice.pk)
    voice.words = LIE
    idx = Opening.objects.get(about=f"voice:{voice.pk}").idx
    entries, facts = rows(), voice_facts(voice, locator=voice.receipt.locator, files=[])
    old = decode(entries[idx])
    entries[idx] = Entry(old.kind, old.day, old.subject, old.claim, content_of(key, digests(key, facts))).encode()
    sql("UPDATE transparency_opening SET key = %s WHERE idx = %s", key, idx)
    put(entries)


def _rebuild_without(rng: random.Random) -> None:
    """A voice was never there: its leaves are taken out, all behind them moved down, and the log is signed anew."""
    voice = some_voice(rng)
    gone = list(Opening.objects.filter(thread=f"voice:{voice.pk}").order_by("-idx").values_list("idx", flat=True))
    delete_voice(voice)
    entries = rows()
    for at in gone:
        entries = [*_shifted(entries[:at], at, -1), *_shifted(entries[at + 1 :], at, -1)]
        sql("UPDATE transparency_opening SET idx = -idx WHERE idx > %s", at)
        sql("UPDATE transparency_opening SET idx = -idx - 1 WHERE idx < 0")
    put(entries)


def _shifted(entries: Sequence[bytes], at: int, by: int) -> list[bytes]:
    """Entries whose subjects follow the move of everything from ``at`` on."""
    found = []
    for raw in entries:
        old = decode(raw)
        moved = old.subject + by if at <= old.subject < NO_SUBJECT else old.subject
        found.append(Entry(old.kind, old.day, moved, old.claim, old.content).encode())
    return found


def put(entries: Sequence[bytes]) -> None:
    """Replace the log by these entries, with head, tiles and checkpoints that fit, signed by the real key."""
    head = LogHead.objects.get()
    sizes = [size for size in LogCheckpoint.objects.values_list("size", flat=True) if size < len(entries)]
    for table in ("logleaf", "logtile", "logcheckpoint"):
        sql(f"DELETE FROM transparency_{table}")
    tree, day, notes = Frontier(), clock.now().date(), []
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
    sql(
        "UPDATE transparency_loghead SET size = %s, published = %s, frontier = %s",
        tree.size, tree.size, b"".join(tree.hashes),
    )  # fmt: skip


KINDS: Mapping[str, tuple[Act, ...]] = {
    "alter": (_alter_voice, _alter_case, _alter_entry, _alter_verdict, _alter_leaf),
    "delete": (lambda rng: delete_voice(some_voice(rng)), _delete_case, _delete_entry, _delete_leaf, _delete_opening),
    "insert": (_insert_voice, _insert_case, _insert_entry, _insert_leaf),
    "swap": (_swap_words, _swap_cases, _swap_openings),
    "reorder": (reorder,),
    "truncate": (truncate,),
    "rebuild": (_rebuild_altered, _rebuild_without),
}
"""Each kind of manipulation and the ways it is done, of which chance takes one."""
