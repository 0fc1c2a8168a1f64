"""Run inside a house as the database's superuser: manipulates at random, and asks who notices. Prints a line of JSON.

Each manipulation is made in a transaction past every trigger, looked at, and rolled back. Three look, each with what it
alone has: the audit (the live records), every holder of a receipt (the file kept from before, and what is on their
page), and a witness (the last checkpoint it signed, and the public tiles). Between them honest acts go on, and the same
three must stay silent.
"""

# ruff: noqa: E402 - Django must be set up before its models are imported
from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import django

django.setup()

from django.db import transaction

from bench.manipulating import KINDS, rows, sql
from huixiang.kernel import clock
from huixiang.kernel.actor import outsider
from huixiang.kernel.tenancy import acting_in
from huixiang.listening import services as listening
from huixiang.listening.logged import voice_facts
from huixiang.listening.models import Voice
from huixiang.listening.states import Lane
from huixiang.listening.testing import make_case, make_recipient
from huixiang.people.models import Organisation, Unit, User
from huixiang.people.testing import Cast
from huixiang.proofs import receipts
from huixiang.proofs.entries import digests
from huixiang.proofs.merkle import Frontier, leaf_hash
from huixiang.proofs.notes import Checkpoint
from huixiang.proofs.receipt_file import Opened, read_opened
from huixiang.proofs.tlog_proof import TlogProof
from huixiang.transparency import queries, services
from huixiang.transparency.audit import audit
from huixiang.verification.testing import make_confirmed

VOICES, CASES, HARDENED = 200, 10, 40
HONEST_EACH = 10
WORDS = ("桂花路的路灯坏了三盏。", "北门菜市场的下水道堵了。", "三号楼的电梯又停了。", "校门口的红绿灯太短。")


@dataclass(slots=True)
class Outside:
    """What those outside keep: each speaker the own file, a witness the last checkpoint it found consistent."""

    files: dict[str, tuple[TlogProof, Opened]] = field(default_factory=dict)
    seen: Checkpoint | None = None

    def witness(self, entries: list[bytes]) -> bool:
        """Test whether the witness refuses what the log shows now; it keeps the newest that it accepted."""
        if self.seen is None:
            return False
        return len(entries) < self.seen.size or root_of(entries[: self.seen.size]) != self.seen.root

    def holders(self, entries: list[bytes]) -> bool:
        """Test whether any holder sees it: their words are gone or others, or the log is not that of their file."""
        voices = Voice.objects.select_related("receipt").in_bulk(list(self.files))
        shown = {str(pk): voice for pk, voice in voices.items() if hasattr(voice, "receipt")}
        return any(_differs(proof, kept, shown.get(pk), entries) for pk, (proof, kept) in self.files.items())


def _differs(proof: TlogProof, kept: Opened, voice: Voice | None, entries: list[bytes]) -> bool:
    if proof.checkpoint.size > len(entries) or entries[proof.index] != kept.entry.encode() or voice is None:
        return True
    return digests(kept.key, voice_facts(voice, locator=kept.locator, files=[])) != kept.digests


def root_of(entries: list[bytes]) -> bytes:
    tree = Frontier()
    for entry in entries:
        tree.append(leaf_hash(entry))
    return tree.root


def say(rng: random.Random, organisation_id: int, number: int) -> Voice:
    words = f"{rng.choice(WORDS)}（{number}）"
    by, at = outsider(organisation_id), clock.now()
    return listening.accept_voice(words=words, code=receipts.draw(rng), lane=Lane.OPEN, by=by, at=at).voice


def seed(organisation: Organisation, rng: random.Random) -> Outside:
    """A problem that went the whole way, voices and sealed cases, sealed in batches; what each speaker keeps."""
    top, roads, water = (Unit.objects.get(code=code) for code in ("top", "roads", "water"))
    cast = Cast(organisation, top, roads, water, {user.username: user for user in User.objects.all()})
    make_confirmed(cast)
    make_recipient(cast)
    made = []
    for number in range(VOICES):
        made.append(say(rng, organisation.pk, number))
        if number % 7 == 0:
            services.seal_waiting(at=clock.now())
    for _number in range(CASES):
        make_case()
    listening.harden_receipts(HARDENED)
    services.seal_waiting(at=clock.now())
    return Outside({str(voice.pk): kept(voice) for voice in made})


def kept(voice: Voice) -> tuple[TlogProof, Opened]:
    proof = queries.proof_of(voice)
    return proof, read_opened(proof.extra)


def witnessed(outside: Outside) -> None:
    signed = queries.latest_checkpoint()
    outside.seen = signed.checkpoint if signed else None


def looked_at(outside: Outside) -> dict[str, bool]:
    entries = rows()
    return {
        "audit": bool(audit().findings), "receipt": outside.holders(entries), "witness": outside.witness(entries),
    }  # fmt: skip


@dataclass(slots=True)
class Told:
    """How often each kind was tried, by whom it was found, and what nobody found."""

    tried: Counter[str] = field(default_factory=Counter)
    by: Mapping[str, Counter[str]] = field(
        default_factory=lambda: {one: Counter() for one in ("audit", "receipt", "witness")}
    )
    found: int = 0
    unseen: list[str] = field(default_factory=list)
    alarms: Counter[str] = field(default_factory=Counter)
    honest: int = 0


def manipulate(kind: str, rng: random.Random, outside: Outside, told: Told) -> None:
    with transaction.atomic():
        sql("SET LOCAL session_replication_role = replica")
        act = rng.choice(KINDS[kind])
        act(rng)
        seen = looked_at(outside)
        transaction.set_rollback(True)
    told.tried[kind] += 1
    told.found += any(seen.values())
    for by, yes in seen.items():
        told.by[by][kind] += yes
    if not any(seen.values()):
        told.unseen.append(f"{kind}: {act.__name__}")


def be_honest(rng: random.Random, outside: Outside, told: Told, organisation_id: int) -> None:
    """Something is said, sealed and hardened as always; all three look, and the witness signs on."""
    voice = say(rng, organisation_id, 1000 + told.honest)
    if told.honest % 3 == 0:
        listening.harden_receipts(1)
    services.seal_waiting(at=clock.now())
    outside.files[str(voice.pk)] = kept(voice)
    for by, yes in looked_at(outside).items():
        told.alarms[by] += yes
    witnessed(outside)
    told.honest += 1


def main(tries: int) -> None:
    rng, told = random.Random(7), Told()
    organisation = Organisation.objects.get()
    with acting_in(organisation.pk):
        outside = seed(organisation, rng)
    began, spent = time.perf_counter(), time.process_time()
    for number in range(tries):
        if number % HONEST_EACH == 0:
            with acting_in(organisation.pk):
                be_honest(rng, outside, told, organisation.pk)
        with acting_in(organisation.pk):
            manipulate(list(KINDS)[number % len(KINDS)], rng, outside, told)
    found = {by: sum(each.values()) for by, each in told.by.items()}
    print(json.dumps(found | {
        "tried": tries, "found": told.found, "unseen": told.unseen, "each": dict(told.tried),
        "kinds": {by: dict(each) for by, each in told.by.items()}, "false_alarms": sum(told.alarms.values()),
        "honest": told.honest, "minutes": round((time.perf_counter() - began) / 60, 1),
        "own_cpu": round(time.process_time() - spent),
    }))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]))
