"""What verification keeps of one voice, for its speaker; which voices must stay while somebody looks into them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huixiang.ledger.models import Appeal, Exclusion
from huixiang.ledger.states import ClaimState
from huixiang.listening.keepers import KeptPart
from huixiang.sorting.models import Part
from huixiang.verification.models import Asking, CallBackTry, SampledProblem, Verdict
from huixiang.verification.states import AuditState

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

ENDED = (AuditState.ENDED, AuditState.CALLED_OFF)


def kept_of(voice_id: UUID) -> list[KeptPart]:
    """When the speaker was asked, what they answered, when somebody rang (3 queries)."""
    askings = Asking.objects.filter(voice=voice_id).order_by("pk")
    answers = Verdict.objects.filter(asking__voice=voice_id).order_by("pk")
    tries = CallBackTry.objects.filter(call__asking__voice=voice_id).order_by("pk")
    told = ("ordinal", "contacted", "solved", "satisfied", "words", "given_on")
    found = [
        KeptPart(
            "askings", _("When we asked you"), list(askings.values("claim__problem__number", "asked_on", "closes_on"))
        ),
        KeptPart("answers", _("What you answered"), list(answers.values("asking__claim__problem__number", *told))),
        KeptPart("calls", _("When somebody rang you"), list(tries.values("on", "result", "words"))),
    ]
    return [part for part in found if part.rows]


def held_voices(voice_ids: Collection[UUID], day: dt.date) -> dict[UUID, Words]:
    """Of these voices those whose speaker is asked, whose problem is drawn in an audit or appealed (5 queries)."""
    found: dict[UUID, Words] = {}
    feeds = list(Part.objects.filter(voice__in=voice_ids, left_at=None).values_list("problem", "voice"))
    problems = {problem_id for problem_id, _voice in feeds}
    appealed = set(
        Appeal.objects.filter(problem__in=problems, state=ClaimState.ASKED).values_list("problem", flat=True)
    )
    excluded = Exclusion.objects.filter(problem__in=problems, state=ClaimState.ASKED)
    appealed |= set(excluded.values_list("problem", flat=True))
    drawn = SampledProblem.objects.filter(problem__in=problems).exclude(audit__state__in=ENDED)
    audited = set(drawn.values_list("problem", flat=True))
    found |= {voice: _("An appeal about its problem is not decided.") for one, voice in feeds if one in appealed}
    found |= {voice: _("Its problem is drawn in a sample audit that runs.") for one, voice in feeds if one in audited}
    asked = Asking.objects.filter(voice__in=voice_ids, closes_on__gte=day).values_list("voice", flat=True)
    return found | dict.fromkeys(asked, _("Its speaker is being asked whether it is solved."))
