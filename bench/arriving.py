"""Runs inside a bench house: a whole run of the engine, then voices one by one; prints what each took, as JSON.

What is timed of an arrival is its looking at, from being filed to its suggestions standing in the database.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first

from bench.seeding import texts  # noqa: E402
from huixiang.kernel import clock  # noqa: E402
from huixiang.kernel.actor import system  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.listening.models import Voice  # noqa: E402
from huixiang.listening.testing import make_voice  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.sorting.models import InboxItem, MatterVoice, Suggestion  # noqa: E402
from huixiang.sorting.services import file_waiting_voices, running  # noqa: E402
from huixiang.sorting.services.arriving import weigh_arrivals  # noqa: E402
from huixiang.sorting.services.running.whole import run_whole  # noqa: E402
from huixiang.sorting.testing.suggestions import make_shipped_taxonomy  # noqa: E402

SEEN_BEFORE = 7  # every so many voices repeat the sentences of one that stands there
WARMING = 3  # the first ones load what later ones find loaded, as in a worker that has been running


def main() -> None:
    """Run and print."""
    organisation = organisation_ids()[0]
    print(json.dumps(whole(organisation) if sys.argv[1] == "whole" else each(organisation, int(sys.argv[2]))))


def whole(organisation: int) -> dict[str, float]:
    """Go over everything once."""
    with acting_in(organisation):
        make_shipped_taxonomy("public-affairs", at=clock.now())
        run = running.ask_for_run(by=system(organisation), at=clock.now())
    ended = run_whole(organisation_id=organisation, run_id=run.pk, now=clock.now)
    facts: dict[str, float] = ended.facts if ended else {}
    return facts


def each(organisation: int, count: int) -> dict[str, object]:
    """Let voices arrive one by one: half say what others said with more words, half are new."""
    said = arriving_words(organisation, count + WARMING)
    for words in said[:WARMING]:
        arrive(organisation, words)
    spent, served = time.process_time(), postgres_seconds()
    waited = [arrive(organisation, words) for words in said[WARMING:]]
    own, theirs = time.process_time() - spent, postgres_seconds() - served
    with acting_in(organisation):
        fresh = list(InboxItem.objects.order_by("-number").values_list("pk", flat=True)[:count])
        joined = MatterVoice.objects.filter(voice__in=fresh).count()
        problems = Suggestion.objects.filter(voice__in=fresh, kind="problem").count()
    return {"waited": waited, "joined": joined, "problems": problems,
            "processor": round((own + theirs) / count, 3), "postgres": round(theirs / count, 3)}  # fmt: skip


def arriving_words(organisation: int, count: int) -> list[str]:
    """Words that arrive: by turns another voice's with a few of its own, and those nobody said."""
    with acting_in(organisation):
        last = InboxItem.objects.latest("number").number
        numbers = range(1, last, max(1, last // count))
        known = list(Voice.objects.filter(item__number__in=numbers).values_list("words", flat=True))
    new = list(texts(count * SEEN_BEFORE))[::SEEN_BEFORE]
    return [f"又一件：{old[:60]}{fresh[:40]}" if at % 2 else f"又一件：{fresh}"
            for at, (old, fresh) in enumerate(zip(known, new, strict=False))]  # fmt: skip


def arrive(organisation: int, words: str) -> float:
    """Let one voice arrive; the seconds until its suggestions stand."""
    with acting_in(organisation):
        make_voice(words=words, at=clock.now())
        file_waiting_voices()
    began = time.perf_counter()
    weigh_arrivals(organisation_id=organisation, now=clock.now)
    return time.perf_counter() - began


def postgres_seconds() -> float:
    """Processor time of the process of PostgreSQL that serves us: on the same machine, as the bench has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
