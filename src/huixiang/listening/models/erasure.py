"""How long personal data is kept, what will be erased and what was: of what and why, never who it was about."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models.imports import Import
from huixiang.listening.models.protected import SealedCase
from huixiang.listening.models.voices import Voice
from huixiang.listening.states import BY_TWO, ErasureGround, ErasureScope, RetentionCategory
from huixiang.people.models import User

_ONE_OF_THREE = (
    Q(voice__isnull=False, case=None, brought=None)
    | Q(voice=None, case__isnull=False, brought=None)
    | Q(voice=None, case=None, brought__isnull=False)
)
_ONE_OF_TWO = Q(voice__isnull=False, case=None) | Q(voice=None, case__isnull=False)


class RetentionRule(TenantModel):
    """How long a category is kept, from a day on. Never edited: the latest applies, none means the usual one.

    ``months`` count from when the matter was settled; ``warn_days`` before erasing it is announced.
    """

    category = models.CharField(max_length=20)
    months = models.PositiveSmallIntegerField()
    warn_days = models.PositiveSmallIntegerField()
    ground = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("category", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(category__in=[one.value for one in RetentionCategory]), name="retention_category_known"
            ),
            models.CheckConstraint(condition=Q(months__range=(1, 600)), name="retention_has_an_end"),
            models.CheckConstraint(condition=Q(warn_days__range=(7, 365)), name="retention_warns"),
            models.CheckConstraint(condition=~Q(ground=""), name="retention_says_why"),
        ]


class ErasureNotice(TenantModel):
    """That something will be erased on a day because its time is over; gone when it was, or is no longer due."""

    category = models.CharField(max_length=20)
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="erasure_notices")
    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, null=True, related_name="erasure_notices")
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="erasure_notices")
    announced_on = models.DateField()
    erase_on = models.DateField()

    class Meta:
        ordering = ("erase_on", "id")
        constraints = [
            models.CheckConstraint(condition=_ONE_OF_THREE, name="notice_of_one_thing"),
            models.CheckConstraint(condition=Q(erase_on__gt=F("announced_on")), name="notice_warns"),
            models.UniqueConstraint(
                fields=["category", "voice", "case", "brought"], nulls_distinct=False, name="announced_once"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "erase_on", "id"], name="notice_in_order")]


class ErasureHold(TenantModel):
    """That somebody keeps something from being erased by time, with the reason; ``ended_at`` ends it."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="erasure_holds")
    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, null=True, related_name="erasure_holds")
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="erasure_holds")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=_ONE_OF_THREE, name="hold_of_one_thing"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_says_why"),
            models.UniqueConstraint(
                fields=["voice", "case", "brought"], nulls_distinct=False, condition=Q(ended_at=None), name="held_once"
            ),
        ]


class ErasureOrder(TenantModel):
    """That somebody at the desk asked to have something erased, and what a second person decided."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="erasure_orders")
    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, null=True, related_name="erasure_orders")
    scope = models.CharField(max_length=20)
    ground = models.CharField(max_length=20)
    reference = models.CharField(max_length=120)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=_ONE_OF_TWO, name="order_of_one_thing"),
            models.CheckConstraint(condition=Q(ground__in=sorted(BY_TWO)), name="order_ground_known"),
            models.CheckConstraint(
                condition=Q(scope__in=[one.value for one in ErasureScope]), name="order_scope_known"
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="order_names_its_paper"),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="erased_by_two"),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="order_decided_whole",
            ),
            models.UniqueConstraint(
                fields=["voice", "case"], nulls_distinct=False, condition=Q(granted=None), name="erasure_asked_once"
            ),
        ]


class Erasure(TenantModel):
    """That personal data was erased: of what, how much, why. It stays, so that a restored copy is erased again.

    ``replayed`` marks one that was done again after a restore, whose order may be lost.
    """

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="erasures")
    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, null=True, related_name="erasures")
    brought = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="erasures")
    scope = models.CharField(max_length=20)
    ground = models.CharField(max_length=20)
    on = models.DateField()
    order = models.OneToOneField(ErasureOrder, on_delete=models.PROTECT, null=True, related_name="erasure")
    replayed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=_ONE_OF_THREE, name="erasure_of_one_thing"),
            models.CheckConstraint(
                condition=Q(ground__in=[one.value for one in ErasureGround]), name="erasure_ground_known"
            ),
            models.CheckConstraint(
                condition=Q(scope__in=[one.value for one in ErasureScope]), name="erasure_scope_known"
            ),
            models.CheckConstraint(
                condition=~Q(ground__in=sorted(BY_TWO)) | Q(order__isnull=False) | Q(replayed=True),
                name="erasure_by_staff_has_an_order",
            ),
        ]
