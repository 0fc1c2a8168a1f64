"""The demo's sample audit: what was said to be done in seven weeks, drawn before everybody's eyes, half looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw

from huixiang.folio.uploads import make_safe
from huixiang.ops.demo.acts import Act
from huixiang.ops.demo.house import House
from huixiang.people import queries as people
from huixiang.proofs.seeds import commitment
from huixiang.verification import services as verification
from huixiang.verification.models import SampleAudit
from huixiang.verification.services import AuditPlan, PartyNamed, Photo
from huixiang.verification.states import PartyKind

BEGUN, DRAWN, LOOKED = 82, 86, 88
SPAN = 50
"""How many days before its beginning the audit is about."""
SECRETS = ("窗台上的第三盆是文竹", "工会活动室的钟慢七分", "督导组的车停在槐树下")
PARTIES = (
    PartyNamed(PartyKind.ORGANISATION, "听民声活动办公室"),
    PartyNamed(PartyKind.MASSES, "工会代表任秋菊"),
    PartyNamed(PartyKind.UPPER, "县督导组"),
)


def audit() -> Iterator[Act]:
    """Begun, bound, told, drawn; then the auditor goes to every second place. One party never tells its secret."""
    yield Act(BEGUN, 8, "audit begun", _begin)
    yield Act(BEGUN + 1, 8, "parties bound", _bind)
    yield Act(BEGUN + 2, 8, "secrets told", _tell)
    yield Act(DRAWN, 8, "audit drawn", _draw)
    yield Act(LOOKED, 8, "drawn ones looked at", _look)


def _begin(house: House, at: dt.datetime) -> None:
    today = people.local_day(at)
    plan = AuditPlan(
        first_day=today - dt.timedelta(days=SPAN), last_day=today - dt.timedelta(days=1),
        commit_by=today + dt.timedelta(days=1), reveal_by=today + dt.timedelta(days=2),
        beacon_name="县体彩店当天公开摇出的七个号码，按摇出顺序", beacon_on=today + dt.timedelta(days=4),
    )  # fmt: skip
    verification.begin_audit(plan=plan, parties=PARTIES, by=house.actor("linsufen"), at=at)


def _bind(house: House, at: dt.datetime) -> None:
    for party, secret in zip(SampleAudit.objects.get().parties.all(), SECRETS, strict=True):
        by = house.actor("linsufen")
        verification.commit_party(party_id=party.pk, commitment=commitment(secret), by=by, at=at)


def _tell(house: House, at: dt.datetime) -> None:
    for party, secret in list(zip(SampleAudit.objects.get().parties.all(), SECRETS, strict=True))[:2]:
        verification.reveal_party(party_id=party.pk, secret=secret, by=house.actor("linsufen"), at=at)


def _draw(house: House, at: dt.datetime) -> None:
    audit_id, by = SampleAudit.objects.get().pk, house.actor("linsufen")
    where = "县体彩店门口公示栏"
    verification.note_beacon(audit_id=audit_id, value="04 09 13 21 26 30 07", source=where, by=by, at=at)
    verification.draw_audit(audit_id=audit_id, by=by, at=at)


def _look(house: House, at: dt.datetime) -> None:
    for place, one in enumerate(SampleAudit.objects.get().sampled.order_by("rank")):
        if place % 2 == 0:
            verification.look_at_drawn(
                sampled_id=one.pk, genuine=True, words="按台账到现场看过，问了旁边两户，确实办好了。",
                photos=[_photo(place)], by=house.actor("weimin"), at=at,
            )  # fmt: skip


def _photo(place: int) -> Photo:
    """A drawn picture that says that it is one."""
    drawn, page = BytesIO(), Image.new("RGB", (480, 320), "#dfe6e2")
    pen = ImageDraw.Draw(page)
    pen.rectangle((24, 24, 456, 296), outline="#5b6f66", width=3)
    pen.text((40, 40), f"demo picture {place + 1}", fill="#2d3a34")
    page.save(drawn, "PNG")
    return Photo(make_safe(drawn.getvalue(), name="现场.png"), "现场.png")
