"""Keeps what outside checkers saw of drawn problems, and how they put a mistake right. Nothing is ever closed here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from huixiang.folio.uploads import SafeFile
from huixiang.journal import services as journal
from huixiang.kernel.actor import Actor
from huixiang.kernel.errors import Overtaken, Refusal
from huixiang.ledger import files
from huixiang.ledger.models import CompletionClaim
from huixiang.sorting import services as sorting
from huixiang.sorting.models import Problem
from huixiang.verification import policies, queries
from huixiang.verification.models import AuditCheck, AuditCorrection, AuditPhoto, SampledProblem
from huixiang.verification.services.asking import reopen
from huixiang.verification.services.auditing import require_state
from huixiang.verification.states import RUNNING


class NothingSeen(Refusal):
    """A checker's word needs a sentence and at least one photo; nothing was written."""


class NothingToCorrect(Refusal):
    """Nobody has looked at it yet, or no reason was given; nothing was written."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A file made safe before, with its name."""

    safe: SafeFile
    name: str


@transaction.atomic
def look_at_drawn(
    *, sampled_id: int, genuine: bool, words: str, photos: Sequence[Photo], by: Actor, at: dt.datetime
) -> AuditCheck:
    """Keep what somebody outside saw of a drawn problem. "Not done" opens the problem again, as a speaker's no does.

    :raises NotAllowed: a hand, somebody who worked on it, the handling unit, or no checker.
    :raises NothingSeen: no words, or no photo. :raises Overtaken: somebody looked at it already.
    :raises NotTheTime: the audit has ended.
    """
    problem, sampled = _locked(sampled_id)
    policies.may_look(by, sampled, queries.part_in(by, sampled)).require()
    looked = getattr(sampled, "looked", None)
    if looked is not None:
        raise Overtaken(_("%(name)s looked at this one already.") % {"name": looked.by.name})
    seen = _seen(words, photos)
    reopened = not genuine and _reopen(problem, sampled, at)
    check = AuditCheck.objects.create(
        sampled=sampled, genuine=genuine, words=seen, reopened=reopened, by_id=by.user_id or 0, at=at
    )
    _keep(photos, check)
    facts = {"audit": sampled.audit_id, "looked": check.pk, "genuine": genuine, "photos": len(photos)}
    journal.record("verification.audit.seen", about=f"problem:{problem.pk}", by=by, at=at, after=facts)
    return check


@transaction.atomic
def correct_look(  # noqa: PLR0913 - a correction has this many parts, none with a default
    *, sampled_id: int, genuine: bool, words: str, reason: str, photos: Sequence[Photo], by: Actor, at: dt.datetime
) -> AuditCorrection:
    """Put right what a checker said, before the audit's end. What was said first stays to be seen, with its photos.

    A correction to "not done" opens the problem again. One to "done" closes nothing: a problem that was opened again
    stays so, and the audit goes back from no stage.

    :raises NotAllowed: neither the checker nor who runs audits, or somebody who had a part in the problem.
    :raises NothingToCorrect: nobody has looked yet, or no reason. :raises NothingSeen: no words, or no photo.
    :raises NotTheTime: the audit has ended.
    """
    problem, sampled = _locked(sampled_id)
    check = getattr(sampled, "looked", None)
    if check is None:
        raise NothingToCorrect(_("Nobody has looked at this one yet, so there is nothing to put right."))
    policies.may_correct(by, check, queries.part_in(by, sampled)).require()
    why = reason.replace("\0", "").strip()
    if not why:
        raise NothingToCorrect(_("Write why it was said otherwise. Both statements stay on record."))
    seen, before = _seen(words, photos), queries.statements_of(sampled)[-1].genuine
    reopened = not genuine and _reopen(problem, sampled, at)
    correction = AuditCorrection.objects.create(
        audit_check=check, genuine=genuine, words=seen, reason=why, reopened=reopened, by_id=by.user_id or 0, at=at
    )
    _keep(photos, check, correction)
    facts = {"audit": sampled.audit_id, "correction": correction.pk, "genuine": genuine, "photos": len(photos)}
    journal.record(
        "verification.audit.corrected", about=f"problem:{problem.pk}", by=by, at=at, before={"genuine": before},
        after=facts,
    )  # fmt: skip
    return correction


def _locked(sampled_id: int) -> tuple[Problem, SampledProblem]:
    found = queries.sampled_by_id(sampled_id)
    problem = sorting.lock_problem(found.problem_id)
    require_state(queries.audit_by_id(found.audit_id, lock=True), *RUNNING)
    return problem, queries.sampled_by_id(sampled_id)


def _seen(words: str, photos: Sequence[Photo]) -> str:
    seen = words.replace("\0", "").strip()
    if not seen or not photos:
        raise NothingSeen(_("Write what you saw, and add at least one photo of it."))
    return seen


def _reopen(problem: Problem, sampled: SampledProblem, at: dt.datetime) -> bool:
    claim = CompletionClaim.objects.get(pk=sampled.claim_id)
    return reopen(problem, claim, at=max(problem.last_act_at, at))


def _keep(photos: Sequence[Photo], check: AuditCheck, correction: AuditCorrection | None = None) -> None:
    for one in photos:
        photo = AuditPhoto(audit_check=check, correction=correction)
        files.keep(photo, one.safe, name=one.name)
        photo.save(force_insert=True)
