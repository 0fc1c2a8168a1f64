"""Builders of sample audits through the services: begun on the day after, drawn three days after ``NOON``."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from PIL import Image

from huixiang.folio.uploads import make_safe
from huixiang.kernel.actor import outsider
from huixiang.ledger.testing import make_claimed
from huixiang.people.testing import NOON, Cast
from huixiang.proofs.seeds import commitment
from huixiang.verification import services
from huixiang.verification.models import AuditCheck, AuditCorrection, SampleAudit, SampledProblem, Verdict
from huixiang.verification.services import AuditPlan, PartyNamed, Photo
from huixiang.verification.states import PartyKind, Satisfied, StopRule
from huixiang.verification.testing import NEXT_DAY

DRAW_DAY = NOON + dt.timedelta(days=3)
"""The day of the beacon, on which the audit is drawn."""
AFTER_ANSWERS = DRAW_DAY + dt.timedelta(days=8)
"""The day after those asked anew could answer."""
SECRETS = ("局里的一枚旧公章缺了左下角", "职工代表老许家的门牌是四十七", "县里来的人带了一把黑伞")
BEACON = "03 11 17 22 28 31 + 09"
PARTIES = (
    PartyNamed(PartyKind.ORGANISATION, "青禾县城管局办公室"),
    PartyNamed(PartyKind.MASSES, "职工代表许大山"),
    PartyNamed(PartyKind.UPPER, "县督导组"),
)


def plan(**facts: object) -> AuditPlan:
    """A plan about the day of ``NOON``; ``facts`` replace the usual ones."""
    day = NOON.date()
    usual: dict[str, object] = {
        "first_day": day, "last_day": day, "commit_by": day + dt.timedelta(days=1),
        "reveal_by": day + dt.timedelta(days=2), "beacon_name": "双色球第2026024期，红球按大小，蓝球在后",
        "beacon_on": day + dt.timedelta(days=3),
    }  # fmt: skip
    return AuditPlan(**{**usual, **facts})  # type: ignore[arg-type]


def make_audit(cast: Cast, *, claims: int = 3, at: dt.datetime = NEXT_DAY) -> SampleAudit:
    """An audit that 刘芳 began about so many claims of the roads unit."""
    for _n in range(claims):
        make_claimed(cast)
    return services.begin_audit(plan=plan(), parties=PARTIES, by=cast.actor("liufang"), at=at)


def bind(cast: Cast, audit: SampleAudit, *, at: dt.datetime = NEXT_DAY) -> None:
    """All three parties publish their hashes, typed in by 刘芳."""
    for party, secret in zip(audit.parties.all(), SECRETS, strict=True):
        services.commit_party(party_id=party.pk, commitment=commitment(secret), by=cast.actor("liufang"), at=at)


def tell(cast: Cast, audit: SampleAudit, *, parties: int = 3, at: dt.datetime = NEXT_DAY) -> None:
    """The first so many parties tell their secrets."""
    for party, secret in list(zip(audit.parties.all(), SECRETS, strict=True))[:parties]:
        services.reveal_party(party_id=party.pk, secret=secret, by=cast.actor("liufang"), at=at)


def make_drawn(cast: Cast, *, claims: int = 3, told: int = 2) -> SampleAudit:
    """An audit that was drawn on the day of the beacon; the third party never told its secret."""
    audit = make_audit(cast, claims=claims)
    bind(cast, audit)
    tell(cast, audit, parties=told)
    by = cast.actor("liufang")
    services.note_beacon(audit_id=audit.pk, value=BEACON, source="https://example.org/2026024", by=by, at=DRAW_DAY)
    return services.draw_audit(audit_id=audit.pk, by=by, at=DRAW_DAY)


def make_of_before(cast: Cast) -> SampleAudit:
    """An audit about two problems that was begun under the rule of before, as a row, and drawn."""
    audit = make_audit(cast, claims=2)
    facts = {name: value for name, value in SampleAudit.objects.values().get(pk=audit.pk).items() if name != "id"}
    services.call_off_audit(audit_id=audit.pk, words="按原来的规则。", by=cast.actor("liufang"), at=NEXT_DAY)
    old = SampleAudit.objects.create(**{**facts, "stop_rule": StopRule.BY_DAYS, "check_days": 0})
    by = cast.actor("liufang")
    services.note_beacon(audit_id=old.pk, value=BEACON, source="公告", by=by, at=DRAW_DAY)
    return services.draw_audit(audit_id=old.pk, by=by, at=DRAW_DAY)


def photo(colour: str = "green") -> Photo:
    """A small picture made safe."""
    drawn = BytesIO()
    Image.new("RGB", (8, 8), colour).save(drawn, "PNG")
    return Photo(make_safe(drawn.getvalue(), name="现场.png"), "现场.png")


def look(
    cast: Cast, one: SampledProblem, *, genuine: bool, username: str = "gaoyuan", at: dt.datetime = DRAW_DAY
) -> AuditCheck:
    """What 高远 the supervisor saw on the spot."""
    words = "到现场看过，灯都亮。" if genuine else "到现场看过，第二盏还是黑的。"
    return services.look_at_drawn(
        sampled_id=one.pk, genuine=genuine, words=words, photos=[photo()], by=cast.actor(username), at=at
    )


def correct(
    cast: Cast, one: SampledProblem, *, genuine: bool, username: str = "gaoyuan", at: dt.datetime = DRAW_DAY,
    **facts: Any,
) -> AuditCorrection:  # fmt: skip
    """What 高远 puts right about what they said before; ``facts`` replace the usual ones."""
    usual: dict[str, Any] = {"words": "再看过一遍。", "reason": "看错了门牌。", "photos": [photo("black")]}
    return services.correct_look(
        sampled_id=one.pk, genuine=genuine, by=cast.actor(username), at=at, **{**usual, **facts}
    )


def say_anew(cast: Cast, one: SampledProblem, *, solved: bool, at: dt.datetime = DRAW_DAY) -> Verdict:
    """What the first speaker of a drawn problem answers on their receipt page."""
    asking = one.claim.askings.order_by("id")[0]
    return services.give_verdict(
        voice_id=asking.voice_id, claim_id=one.claim_id, contacted=True, solved=solved,
        satisfied=Satisfied.BASICALLY if solved else Satisfied.DISSATISFIED, words="",
        by=outsider(cast.organisation.pk), at=at,
    )  # fmt: skip
