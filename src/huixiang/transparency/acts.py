"""Which acts enter the public log beside accepted voices, and what of each act's own record is committed to.

The one table. Only what never changes afterwards is committed to: a state that moves on is in the journal entry.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from huixiang.journal.leaves import LoggedAct
from huixiang.journal.models import JournalEntry
from huixiang.ledger.models import CompletionClaim, Evidence
from huixiang.listening.models import Voice
from huixiang.listening.states import TAG_NUMBERS, ErasureGround, ErasureScope
from huixiang.proofs.entries import Facts, LeafType, erasure_tag
from huixiang.verification.models import AuditCheck, AuditCorrection, AuditPhoto, Verdict


def _row(rows: Any, pk: object, *names: str) -> Facts:
    found = rows.filter(pk=pk).values_list(*names).first() if pk is not None else None
    return {"gone": "yes"} if found is None else {name: str(value) for name, value in zip(names, found, strict=True)}


def _claim(entry: JournalEntry) -> Facts:
    names = ("problem_id", "round", "words", "applicant_id")
    return _row(CompletionClaim.objects.all(), entry.after.get("claim"), *names)


def _evidence(entry: JournalEntry) -> Facts:
    names = ("problem_id", "kind", "words", "figures", "file_name", "digest", "by_id")
    return _row(Evidence.objects.all(), entry.after.get("evidence"), *names)


def _verdict(entry: JournalEntry) -> Facts:
    names = ("asking_id", "ordinal", "contacted", "solved", "satisfied", "words", "given_on")
    return _row(Verdict.objects.all(), entry.after.get("verdict"), *names)


def _looked(pk: int | None) -> Facts:
    """What a checker said of a drawn problem, with the photos."""
    said = _row(AuditCheck.objects.all(), pk, "sampled_id", "genuine", "words", "by_id")
    return {**said, "photos": _photos(audit_check=pk, correction=None)}


def _correction(entry: JournalEntry) -> Facts:
    """A correction with its photos, and the statement it puts right with its own."""
    names = ("audit_check_id", "genuine", "words", "reason", "by_id")
    pk = entry.after.get("correction")
    check = AuditCheck.objects.filter(corrections=pk).first()
    first = _looked(check.pk if check else None)
    said = _row(AuditCorrection.objects.all(), pk, *names)
    return {
        **said, "photos": _photos(audit_check=check, correction=pk),
        **{f"first.{name}": value for name, value in first.items()},
    }  # fmt: skip


def _photos(**of: Any) -> str:
    return " ".join(AuditPhoto.objects.filter(**of).order_by("digest").values_list("digest", flat=True))


def _import(entry: JournalEntry) -> Facts:
    """Every voice that came in with a file, in the order of its rows, as one digest; 5 microseconds a voice."""
    digest, count = hashlib.sha256(), 0
    voices = Voice.objects.filter(import_row__brought=int(entry.subject.partition(":")[2]))
    columns = ("pk", "words", "said_on", "channel", "lane", "place_words", "source")
    for row in voices.order_by("import_row__number", "pk").values_list(*columns).iterator():
        digest.update(json.dumps([str(each) for each in row]).encode() + b"\n")
        count += 1
    return {"voices": f"{count} {digest.hexdigest()}"}


def _how_erased(entry: JournalEntry) -> bytes:
    """How much was erased and why, for everybody to read in the log itself."""
    scope, ground = ErasureScope(entry.after["scope"]), ErasureGround(entry.after["law"])
    return erasure_tag(TAG_NUMBERS[scope], TAG_NUMBERS[ground])


ERASED: Final = (
    "listening.speaker.erased", "listening.voice.erased", "listening.case.erased", "listening.identity.erased",
    "listening.failed_rows.erased",
)  # fmt: skip
COMMITTED_ANEW: Final = "listening.voices.committed_anew"
"""Of imported voices one was erased, so that the leaf they share was replaced."""
_SORTED: Final = (
    "sorting.problem.opened", "sorting.problem.merged", "sorting.voices.joined", "sorting.voices.left",
    "sorting.voices.moved", "sorting.voices.split", "sorting.voice.set_aside", "sorting.voice.answered",
    "sorting.act.undone", "ledger.problem.assigned", "ledger.deadline.extended",
)  # fmt: skip
_CLAIMED: Final = (
    "ledger.completion.claimed", "ledger.completion.signed", "ledger.completion.turned_back",
    "ledger.completion.checked", "ledger.completion.not_passed", "verification.closure.approved",
)  # fmt: skip
_ROLES_AND_RULES: Final = (
    "people.role.given", "people.role.withdrawn", "people.member.added", "people.member.deactivated",
    "people.member.second_step_reset", "people.member.signed_out", "people.day.set", "people.day.removed",
    "ledger.limit.set", "ledger.limit.ended",
    "ledger.ladder.set", "ledger.ladder.ended", "ledger.dispatch_rule.added", "ledger.dispatch_rule.ended",
    "verification.threshold.set", "verification.metrics.rule_set", "verification.small_office.declared",
    "verification.small_office.ended", "transparency.log.held_back", "transparency.log.published_at_once",
    "transparency.log.begun_anew", "transparency.witness.signs_again",
)  # fmt: skip

ACTS: Final[Mapping[str, LoggedAct]] = {
    "listening.voices.imported": LoggedAct(LeafType.ACCEPTED, _import),
    "listening.voices.imported_in_part": LoggedAct(LeafType.ACCEPTED, _import),
    COMMITTED_ANEW: LoggedAct(LeafType.ERASED, _import, _how_erased),
    **{action: LoggedAct(LeafType.ERASED, tag=_how_erased) for action in ERASED},
    **{action: LoggedAct(LeafType.SORTED) for action in _SORTED},
    **{action: LoggedAct(LeafType.CLAIMED, _claim) for action in _CLAIMED},
    "ledger.evidence.added": LoggedAct(LeafType.EVIDENCE, _evidence),
    "verification.verdict.given": LoggedAct(LeafType.VERDICT, _verdict),
    "verification.callback.answered": LoggedAct(LeafType.VERDICT, _verdict),
    # Those of before it had a leaf are called ``looked``: nothing of theirs is missing in the log.
    "verification.audit.seen": LoggedAct(LeafType.EVIDENCE, lambda entry: _looked(entry.after.get("looked"))),
    "verification.audit.corrected": LoggedAct(LeafType.EVIDENCE, _correction),
    "verification.audit.begun": LoggedAct(LeafType.POPULATION),
    "verification.audit.drawn": LoggedAct(LeafType.SEED),
    "listening.identity.revealed": LoggedAct(LeafType.IDENTITY_REVEALED),
    "transparency.house.restored": LoggedAct(LeafType.RESTORED),
    **{action: LoggedAct(LeafType.ROLE_OR_RULE) for action in _ROLES_AND_RULES},
}
