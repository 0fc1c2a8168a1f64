"""Run inside a journey's house: what 18 problems of a campaign live through between the acts in the browser.

``list`` makes a problem of every imported voice but the first and hands all over with a measure each; ``work`` carries
16 measures out, claims 13 problems and lets 10 speakers confirm; ``close`` lets the office close them and two of which
nobody answered; ``look-back`` is weeks later: one of those is not solved after all.
"""

from __future__ import annotations

import datetime as dt
import json
import sys

import django

django.setup()

from huixiang.kernel import clock  # noqa: E402 - Django comes first
from huixiang.kernel.tenancy import acting_in  # noqa: E402
from huixiang.ledger import services as ledger  # noqa: E402
from huixiang.ledger.models import CompletionClaim, Measure  # noqa: E402
from huixiang.ledger.testing import make_assigned, make_evidence, make_measure  # noqa: E402
from huixiang.people.models import Organisation, Unit, User  # noqa: E402
from huixiang.people.queries import organisation_ids  # noqa: E402
from huixiang.people.testing import Cast  # noqa: E402
from huixiang.sorting import services as sorting  # noqa: E402
from huixiang.sorting.models import InboxItem, Problem  # noqa: E402
from huixiang.verification import services as verification  # noqa: E402
from huixiang.verification.testing import say  # noqa: E402

MARK = "【活动清单】"
NOW = clock.now()
MEASURES, CLAIMED, ANSWERED, SILENT = 16, 13, 10, 2
AFTER_THE_WINDOW, LOOK_BACK = dt.timedelta(days=20), dt.timedelta(days=50)


def seed(step: str) -> None:
    """Play one step and print the numbers of the campaign's problems."""
    organisation = organisation_ids()[0]
    with acting_in(organisation):
        units = {unit.code: unit for unit in Unit.objects.all()}
        people = {user.username: user for user in User.objects.all()}
        house = Organisation.objects.get(pk=organisation)
        cast = Cast(house, units["top"], units["roads"], units["water"], people)
        {"list": make_list, "work": work, "close": close, "look-back": look_back}[step](cast)
        print(json.dumps([problem.number for problem in problems()]))  # noqa: T201 - its answer to the caller


def problems() -> list[Problem]:
    """The problems of the campaign in their order."""
    return list(Problem.objects.filter(parts__voice__words__startswith=MARK).distinct().order_by("number"))


def make_list(cast: Cast) -> None:
    """One voice, one problem; the first was made in the browser."""
    waiting = InboxItem.objects.filter(voice__words__startswith=MARK, voice__parts=None).order_by("number")
    for item in waiting:
        words = item.voice.words.removeprefix(MARK)
        sorting.open_problem(
            title=words[:20], statement=words, voice_ids=[item.pk], by=cast.actor("hejing"), at=clock.now()
        )
    for problem in problems():
        make_measure(cast, make_assigned(cast, problem, at=clock.now()), words="定人定时办完并公布", at=clock.now())


def work(cast: Cast) -> None:
    """Measures are carried out, completion is claimed, signed, checked; ten speakers say yes."""
    found, unit = problems(), cast.actor("wanglei")
    for measure in Measure.objects.filter(problem__in=found).order_by("problem__number")[:MEASURES]:
        ledger.finish_measure(measure_id=measure.pk, by=unit, at=NOW)
    for place, problem in enumerate(found[:CLAIMED]):
        make_evidence(cast, problem, at=NOW)
        claim = ledger.claim_completion(problem_id=problem.pk, words="已按措施办完。", by=unit, at=NOW)
        ledger.sign_claim(claim_id=claim.pk, by=cast.actor("zhouming"), at=NOW)
        ledger.check_claim(claim_id=claim.pk, passed=True, words="到现场看过。", by=cast.actor("chentao"), at=NOW)
        if place < ANSWERED:
            say(cast, claim, solved=True, at=NOW)


def close(cast: Cast) -> None:
    """The office closes what was confirmed and not closed yet, and later two of which nobody answered."""
    found, office = problems(), cast.actor("liufang")
    for place, problem in enumerate(found[: ANSWERED + SILENT]):
        claim = CompletionClaim.objects.get(problem=problem)
        if claim.approver_id is None:
            at = NOW if place < ANSWERED else NOW + AFTER_THE_WINDOW
            verification.approve_closure(claim_id=claim.pk, by=office, at=at)


def look_back(cast: Cast) -> None:
    """Who had not answered says at the look-back that it is back."""
    claim = CompletionClaim.objects.get(problem=problems()[ANSWERED])
    say(cast, claim, solved=False, words="又和以前一样了。", at=NOW + LOOK_BACK)


seed(sys.argv[1])
