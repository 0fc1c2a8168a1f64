"""Sample audits: the frozen population and plan, the parties, the problems drawn, what outside checkers saw.

What was frozen, committed or told is never rewritten: triggers see to it, and that a checker is none of the hands.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.ledger.models import CompletionClaim
from huixiang.ledger.models.kept_files import WithFile
from huixiang.people.models import Unit, User
from huixiang.sorting.models import Problem
from huixiang.verification.states import AuditState, PartyKind, StopRule


class SampleAudit(TenantModel):
    """An audit of what was said to be done in a period.

    ``population`` is problem number to unit code, ``claims`` problem number to the claim that is tested. ``result`` is
    what was found about each drawn problem when the audit ended, number to [found, by whom]. ``check_days`` is how long
    somebody outside has to look at what nobody answered; ``answers_until`` is the last day of what is awaited now.
    """

    first_day = models.DateField()
    last_day = models.DateField()
    population = models.JSONField()
    claims = models.JSONField()
    size = models.PositiveIntegerField()
    population_hash = models.CharField(max_length=64)
    root = models.CharField(max_length=64)
    rate_percent = models.PositiveSmallIntegerField()
    alpha_percent = models.PositiveSmallIntegerField()
    first_size = models.PositiveIntegerField()
    second_size = models.PositiveIntegerField()
    least = models.PositiveSmallIntegerField()
    answer_days = models.PositiveSmallIntegerField()
    stop_rule = models.PositiveSmallIntegerField(db_default=StopRule.BY_DAYS.value)
    check_days = models.PositiveSmallIntegerField(db_default=0)
    commit_by = models.DateField()
    reveal_by = models.DateField()
    beacon_name = models.CharField(max_length=200)
    beacon_on = models.DateField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    beacon_value = models.CharField(max_length=200, blank=True)
    beacon_source = models.CharField(max_length=300, blank=True)
    beacon_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    beacon_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=20, default=AuditState.PREPARING)
    stage = models.PositiveSmallIntegerField(default=0)
    answers_until = models.DateField(null=True)
    full_units = models.JSONField(default=list)
    result = models.JSONField(default=dict)
    ended_on = models.DateField(null=True)
    off_words = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in AuditState]), name="sample_audit_state_known"
            ),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="sample_audit_ends_later"),
            models.CheckConstraint(condition=Q(size__gte=1, least__gte=1), name="sample_audit_has_something"),
            models.CheckConstraint(
                condition=Q(rate_percent__range=(1, 50), alpha_percent__range=(1, 50)), name="sample_audit_sure_enough"
            ),
            models.CheckConstraint(
                condition=Q(first_size__gte=1, second_size__gte=F("first_size"), size__gte=F("second_size")),
                name="sample_audit_stages_grow",
            ),
            models.CheckConstraint(
                condition=Q(reveal_by__gte=F("commit_by"), beacon_on__gt=F("reveal_by")),
                name="sample_audit_beacon_is_last",
            ),
            models.CheckConstraint(
                condition=Q(stop_rule=StopRule.BY_DAYS.value) | Q(stop_rule=StopRule.VERIFIED.value, check_days__gte=1),
                name="sample_audit_rule_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["undecided", "clean"]) | Q(stop_rule=StopRule.VERIFIED.value),
                name="sample_audit_state_of_its_rule",
            ),
            models.CheckConstraint(condition=~Q(beacon_name=""), name="sample_audit_names_its_beacon"),
            models.CheckConstraint(
                condition=Q(seed="") | (~Q(beacon_value="") & ~Q(beacon_source="")), name="sample_audit_seed_has_beacon"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["preparing", "called_off"], seed="") | ~Q(seed=""), name="sample_audit_drawn"
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(off_words=""), name="sample_audit_says_why_off"
            ),
        ]


class SampleParty(TenantModel):
    """Somebody who binds themselves to a secret: a member, or a name outside whose papers the office types in."""

    audit = models.ForeignKey(SampleAudit, on_delete=models.PROTECT, related_name="parties")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    commitment = models.CharField(max_length=64, blank=True)
    committed_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=200, blank=True)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("audit", "place")
        constraints = [
            models.UniqueConstraint(fields=["audit", "place"], name="sample_party_place_once"),
            models.UniqueConstraint(fields=["audit", "name"], name="sample_party_name_once"),
            models.UniqueConstraint(fields=["audit", "user"], name="sample_party_user_once"),
            models.UniqueConstraint(
                fields=["audit", "commitment"], condition=~Q(commitment=""), name="sample_party_own_commitment"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PartyKind]), name="sample_party_kind_known"
            ),
            models.CheckConstraint(condition=Q(secret="") | ~Q(commitment=""), name="sample_party_committed_first"),
            models.CheckConstraint(condition=~Q(name=""), name="sample_party_has_a_name"),
        ]


class SampledProblem(TenantModel):
    """A drawn problem. ``rank`` is the place of its ticket among all: a stage's plain sample has the smallest.

    ``since_verdict`` is the last answer on record when it was drawn: only later ones are answers to the audit.
    """

    audit = models.ForeignKey(SampleAudit, on_delete=models.PROTECT, related_name="sampled")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(CompletionClaim, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveIntegerField()
    stage = models.PositiveSmallIntegerField()
    since_verdict = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("audit", "rank")
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="sampled_once"),
            models.UniqueConstraint(fields=["audit", "rank"], name="sampled_rank_once"),
            models.CheckConstraint(condition=Q(stage__range=(1, 3)), name="sampled_stage_known"),
        ]


class AuditCheck(TenantModel):
    """What somebody outside the handling unit, none of the hands, saw on the spot. One for each drawn problem.

    It stays as it was said; a correction stands beside it. ``reopened``: it opened the problem again.
    """

    sampled = models.OneToOneField(SampledProblem, on_delete=models.PROTECT, related_name="looked")
    genuine = models.BooleanField()
    words = models.TextField()
    reopened = models.BooleanField(db_default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="audit_check_says_what")]


class AuditCorrection(TenantModel):
    """That a check was mistaken: what is so in truth, why it was said otherwise, by whom it was noted.

    The last one is what counts. Who is not the checker notes it on the checker's word.
    """

    audit_check = models.ForeignKey(AuditCheck, on_delete=models.PROTECT, related_name="corrections")
    genuine = models.BooleanField()
    words = models.TextField()
    reason = models.TextField()
    reopened = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(reason=""), name="audit_correction_says_what_and_why")
        ]


class AuditPhoto(WithFile):
    """A photo or file of a check or of its correction, made safe; its SHA-256 is public."""

    audit_check = models.ForeignKey(AuditCheck, on_delete=models.PROTECT, related_name="photos")
    correction = models.ForeignKey(AuditCorrection, on_delete=models.PROTECT, null=True, related_name="photos")

    class Meta:
        ordering = ("file_name", "id")
