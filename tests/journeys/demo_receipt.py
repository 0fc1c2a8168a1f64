"""Run inside a demo house: prints, as JSON, the receipt code of a speaker who is being asked and a problem to show.

The demo draws its receipts from a fixed seed, so they can be drawn again; they open demo voices only.
"""

from __future__ import annotations

import json

import django

django.setup()

from huixiang.kernel.tenancy import acting_in  # noqa: E402 - Django comes first
from huixiang.ledger.states import ClaimOutcome  # noqa: E402
from huixiang.listening.models import Receipt  # noqa: E402
from huixiang.ops.demo.load import demo_codes  # noqa: E402
from huixiang.ops.demo.pages import read_story  # noqa: E402
from huixiang.people.models import Organisation  # noqa: E402
from huixiang.sorting.models import Problem  # noqa: E402
from huixiang.verification.models import Asking  # noqa: E402


def show() -> None:
    """Prefer somebody who was asked, has not answered, and whose problem everybody can read about."""
    codes = {code.locator: code.digits for code in demo_codes(read_story()).values()}
    with acting_in(Organisation.objects.get().pk):
        asked = Asking.objects.filter(
            claim__outcome=ClaimOutcome.OPEN, verdicts=None, claim__problem__publication__isnull=False
        )
        locator = (
            Receipt.objects.filter(voice__in=asked.values("voice"))
            .order_by("locator")
            .values_list("locator", flat=True)
        )
        busiest = (
            Problem.objects.filter(state="confirmed", reopened_count__gt=0).order_by("-voices_count", "number").first()
        )
        problem = busiest or Problem.objects.order_by("-voices_count", "number").first()
        print(json.dumps({"asked": codes[locator[0]], "problem": str(problem.number if problem else 1)}))  # noqa: T201 - its answer to the caller


show()
