"""Everything behind a receipt: what became of the voice, the talk, the problems it feeds, what its speaker is asked."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.states import ClaimOutcome
from huixiang.listening import queries as listening
from huixiang.listening.models import Attachment, Message, Receipt, Voice
from huixiang.publishing.models import PublicReply
from huixiang.sorting import queries as sorting
from huixiang.sorting.models import InboxItem, Problem, SetAside
from huixiang.sorting.states import InboxState
from huixiang.verification import queries as verification
from huixiang.verification.models import Asking

_LAST = CompletionClaim.objects.filter(problem_id=OuterRef("claim__problem_id")).order_by("-round")


@dataclass(frozen=True, slots=True)
class Echo:
    """What the receipt page reads. ``state`` is NEW also for a voice that was not filed yet."""

    voice: Voice
    locator: str
    state: InboxState
    set_aside: SetAside | None
    problems: tuple[Problem, ...]
    replies: tuple[PublicReply, ...]
    talk: tuple[Message, ...]
    files: tuple[Attachment, ...]
    askings: tuple[Asking, ...]
    asked_anew: frozenset[int]
    """The claims drawn by a sample audit that waits for an answer: their speakers are asked once more."""


def echo_of(voice: Voice) -> Echo:
    """Load what became of a voice; the number of queries depends on nothing it has."""
    item = InboxItem.objects.filter(voice=voice).first()
    problems = tuple(
        sorting.problems_of(voice).select_related(
            "publication", "unit", "merged_into", "merged_into__publication", "merged_into__unit"
        )
    )
    shown = [problem.merged_into or problem for problem in problems]
    replies = PublicReply.objects.filter(problem__in=[problem.pk for problem in shown], approved_at__isnull=False)
    askings = _askings(voice)
    return Echo(
        voice=voice,
        locator=Receipt.objects.values_list("locator", flat=True).get(voice=voice),
        state=InboxState(item.state) if item else InboxState.NEW,
        set_aside=sorting.set_aside_of(voice),
        problems=problems,
        replies=tuple(replies.order_by("id")),
        talk=tuple(listening.talk_of(voice)),
        files=tuple(listening.attachments(voice)),
        askings=askings,
        asked_anew=frozenset(verification.asked_anew([asking.claim_id for asking in askings])),
    )


def _askings(voice: Voice) -> tuple[Asking, ...]:
    """Every claim this speaker was asked about, with what they said."""
    rows = Asking.objects.filter(voice=voice).annotate(last_claim_id=Subquery(_LAST.values("pk")[:1]))
    return tuple(rows.select_related("claim__problem__publication").prefetch_related("verdicts").order_by("id"))


def may_say_first(asking: Asking) -> bool:
    """Test whether a first answer is still asked for; needs an asking of ``echo_of``."""
    return may_add(asking) and asking.claim.outcome in verification.STILL_ASKED


def may_add(asking: Asking) -> bool:
    """Test whether another answer would be kept: the claim is the problem's last and was not turned back."""
    turned_back = asking.claim.outcome in {ClaimOutcome.NOT_SIGNED, ClaimOutcome.NOT_PASSED}
    return not turned_back and getattr(asking, "last_claim_id", None) == asking.claim_id


def voice_with_id(voice_id: UUID) -> Voice | None:
    """The voice of a visit; None when it is not here."""
    return Voice.objects.filter(pk=voice_id).first()
