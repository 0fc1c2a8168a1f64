"""Runs inside a bench house: a whole run of the engine, then voices one by one; prints what each took, as JSON.

What is timed of an arrival is its looking at, from being filed to its suggestions standing in the database.
"""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from bench.seeding import texts  # noqa: E402 - Django must be set up first
from huixiang.kernel import clock  # noqa: E402
from huixiang.kernel.actor import system  # noqa: E402
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.listening.testing import make_voice  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.sorting.models import InboxItem, MatterVoice  # noqa: E402
from huixiang.sorting.services import file_waiting_voices, running  # noqa: E402
from huixiang.sorting.services.arriving import weigh_arrivals  # noqa: E402
from huixiang.sorting.services.running.whole import run_whole  # noqa: E402
from huixiang.sorting.testing.suggestions import make_shipped_taxonomy  # noqa: E402

SEEN_BEFORE = 7  # every so many voices repeat the sentences of one that stands there


def main() -> None:
    """Run and print."""
    organisation, count = organisation_ids()[0], int(sys.argv[1])
    facts = whole(organisation)
    waited = [arrive(organisation, words) for words in list(texts(count * SEEN_BEFORE))[::SEEN_BEFORE]]
    with acting_in(organisation):
        joined = MatterVoice.objects.filter(
            voice__in=list(InboxItem.objects.order_by("-number").values_list("pk", flat=True)[:count])
        ).count()
    stages = {name: facts[name] for name in ("voices", "seconds") if name in facts}
    print(json.dumps({"whole": facts["seconds"], "matters": facts["matters"], "stages": stages, "waited": waited,
                      "joined": joined}))  # fmt: skip


def whole(organisation: int) -> dict[str, float]:
    """Go over everything once."""
    with acting_in(organisation):
        make_shipped_taxonomy("public-affairs", at=clock.now())
        run = running.ask_for_run(by=system(organisation), at=clock.now())
    ended = run_whole(organisation_id=organisation, run_id=run.pk, now=clock.now)
    facts: dict[str, float] = ended.facts if ended else {}
    return facts


def arrive(organisation: int, words: str) -> float:
    """Let one voice arrive; the seconds until its suggestions stand."""
    with acting_in(organisation):
        make_voice(words=f"又一件：{words}", at=clock.now())
        file_waiting_voices()
    began = time.perf_counter()
    weigh_arrivals(organisation_id=organisation, now=clock.now)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
