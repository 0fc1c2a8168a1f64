"""Draws of call-backs with all that is needed to do them again, the calls, each attempt, and small offices.

Draws and attempts are append-only. That a caller is none of the hands of the claim is a trigger of the database.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.people.models import Unit, User
from huixiang.verification.models.asking import Asking, Verdict
from huixiang.verification.states import CallState, DrawBasis, TryResult


class CallBackDraw(TenantModel):
    """Which claims of a period were drawn, with seed, quota and the whole population (claim id to unit id)."""

    basis = models.CharField(max_length=20)
    first_day = models.DateField()
    last_day = models.DateField()
    per_hundred = models.PositiveSmallIntegerField()
    least = models.PositiveSmallIntegerField()
    voices = models.PositiveSmallIntegerField()
    seed = models.CharField(max_length=64)
    population = models.JSONField()
    size = models.PositiveIntegerField()
    population_hash = models.CharField(max_length=64)
    drawn = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "basis", "first_day"], name="drawn_once"),
            models.CheckConstraint(
                condition=Q(basis__in=[basis.value for basis in DrawBasis]), name="draw_basis_known"
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="draw_ends_later"),
            models.CheckConstraint(condition=Q(per_hundred__range=(1, 100)), name="draw_quota_is_a_share"),
            models.CheckConstraint(condition=Q(least__gte=1, voices__gte=1), name="draw_takes_somebody"),
            models.CheckConstraint(condition=~Q(seed=""), name="draw_has_a_seed"),
        ]


class CallBack(TenantModel):
    """That a speaker is rung about a claim, by ``caller``; None until somebody who may call is found."""

    draw = models.ForeignKey(CallBackDraw, on_delete=models.PROTECT, related_name="calls")
    asking = models.OneToOneField(Asking, on_delete=models.PROTECT, related_name="call")
    caller = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, default=CallState.OPEN)
    skipped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CallState]), name="call_state_known"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "caller", "state", "id"], name="call_of_caller")]


class CallBackTry(TenantModel):
    """One attempt: answered, declined, not reached. An answer is the verdict it points to."""

    call = models.ForeignKey(CallBack, on_delete=models.PROTECT, related_name="tries")
    result = models.CharField(max_length=20)
    verdict = models.OneToOneField(Verdict, on_delete=models.PROTECT, null=True, related_name="by_phone")
    on = models.DateField()
    words = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(result__in=[result.value for result in TryResult]), name="try_result_known"
            ),
            models.CheckConstraint(
                condition=Q(result="answered", verdict__isnull=False) | (~Q(result="answered") & Q(verdict=None)),
                name="try_answered_has_verdict",
            ),
        ]


class SmallOffice(TenantModel):
    """That a unit, with all below it, works with fewer than ten people, so that hands come from outside it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="small_offices")
    people = models.PositiveSmallIntegerField()
    why = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("unit__path", "id")
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(until=None), name="small_office_once"),
            models.CheckConstraint(condition=Q(people__range=(1, 9)), name="small_office_is_small"),
            models.CheckConstraint(condition=~Q(why=""), name="small_office_says_why"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="small_office_ends_later"),
        ]
