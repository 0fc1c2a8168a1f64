"""Sealed cases: what was said in the protected lane, who can open it, and what two people together did about it.

Nothing here stands in the inbox, in search, counts or exports: those read voices, and a sealed case is none.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models.voices import Voice
from huixiang.listening.states import Ground, KeyKind, Sealing, Side


class RecipientKey(TenantModel):
    """The key pair of somebody who receives protected voices, or helps to recover them; private part wrapped.

    ``wrapped`` opens with its owner's own passphrase only. A lost key is ended, never changed. ``origin`` is the
    site's address at the time, which is bound into what is sealed.
    """

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    origin = models.CharField(max_length=200)
    public = models.BinaryField(max_length=32)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], condition=Q(ended_at=None), name="one_key_in_use"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in KeyKind]), name="key_kind_known"),
        ]


class RecipientNotice(TenantModel):
    """That a recipient was told by mail on a day that a protected voice waits; nothing of which, or of how many."""

    key = models.ForeignKey(RecipientKey, on_delete=models.PROTECT, related_name="notices")
    sent_on = models.DateField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["key", "sent_on"], name="recipient_told_once_a_day")]


class SealedCase(TenantModel):
    """What somebody said in the protected lane: words and identity are ciphertext, only the day is not.

    ``voice`` is the masked summary a recipient wrote, an ordinary voice of the inbox. ``unlogged_claim`` waits for the
    next round of receipts: in the public log the case must look like any other voice.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    origin = models.CharField(max_length=200)
    locator = models.CharField(max_length=8)
    verifier = models.BinaryField(max_length=32)
    said_on = models.DateField()
    body = models.BinaryField()
    identity = models.BinaryField(default=b"")
    read_on = models.DateField(null=True)
    unlogged_claim = models.BinaryField(max_length=32, null=True)
    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, null=True, related_name="sealed_case")
    erased_on = models.DateField(null=True)

    class Meta:
        ordering = ("said_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "locator"], name="case_locator_once"),
            models.CheckConstraint(
                condition=Q(erased_on=None) | Q(body=b"", identity=b""), name="erased_case_holds_nothing"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation"], condition=Q(unlogged_claim__isnull=False), name="case_claim_waits"),
        ]


class CaseKey(TenantModel):
    """The key of a case, or of the identity in it, sealed for whom it is: one person, two in turn, or the speaker.

    ``first`` opens it alone where there is no ``second``; the speaker's has neither and opens with the receipt code.
    """

    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, related_name="keys")
    purpose = models.CharField(max_length=12)
    first = models.ForeignKey(RecipientKey, on_delete=models.PROTECT, null=True, related_name="+")
    second = models.ForeignKey(RecipientKey, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=["case", "purpose", "first", "second"], nulls_distinct=False, name="case_key_once"
            ),
            models.CheckConstraint(condition=Q(purpose__in=[one.value for one in Sealing]), name="case_key_known"),
            models.CheckConstraint(condition=Q(second=None) | ~Q(first=F("second")), name="two_different_keys"),
        ]


class SealedMessage(TenantModel):
    """One word in the talk about a sealed case, sealed with the key of the case; it carries its day only."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, related_name="messages")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10)
    words = models.BinaryField()
    said_on = models.DateField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("case", "number")
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="sealed_message_in_order"),
            models.CheckConstraint(
                condition=Q(side__in=[side.value for side in Side]), name="sealed_message_side_known"
            ),
        ]


class SealedFile(TenantModel):
    """A file of a sealed case: its name and kind, the clean copy and the original, all sealed with its key."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, related_name="files")
    message = models.ForeignKey(SealedMessage, on_delete=models.PROTECT, null=True, related_name="files")
    facts = models.BinaryField()
    clean_path = models.CharField(max_length=200)
    original_path = models.CharField(max_length=200)

    class Meta:
        ordering = ("id",)


class Accusation(TenantModel):
    """That a voice made from a sealed case may not go to a unit; ``mark`` tells which with the house key only."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="+")
    mark = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["voice", "mark"], name="accusation_once")]


class Revelation(TenantModel):
    """That somebody asked to see who spoke, with a legal ground, and what a second person decided."""

    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, null=True, related_name="revelations")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="revelations")
    ground = models.CharField(max_length=20)
    reason = models.TextField()
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(ground__in=[ground.value for ground in Ground]), name="ground_known"),
            models.CheckConstraint(
                condition=Q(case=None, voice__isnull=False) | Q(case__isnull=False, voice=None), name="one_revealed"
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="revealed_by_two"),
            models.CheckConstraint(
                condition=Q(granted=None, decided_by=None, decided_at=None)
                | Q(granted__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="revelation_decided_whole",
            ),
        ]


class Recovery(TenantModel):
    """That two keepers open sealed cases again for a recipient whose key was lost: one begins, another completes."""

    key = models.ForeignKey(RecipientKey, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    begun_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    completed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    completed_at = models.DateTimeField(null=True)
    cases = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(begun_by=F("completed_by")), name="recovered_by_two"),
        ]


class PeeledKey(TenantModel):
    """A key from which the first of two people took their layer off; it waits for the second, then goes."""

    case = models.ForeignKey(SealedCase, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(RecipientKey, on_delete=models.PROTECT, related_name="+")
    revelation = models.ForeignKey(Revelation, on_delete=models.PROTECT, null=True, related_name="peeled")
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, null=True, related_name="peeled")
    sealed = models.BinaryField()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(revelation=None, recovery__isnull=False) | Q(revelation__isnull=False, recovery=None),
                name="peeled_for_one_end",
            ),
        ]


class UpperBody(TenantModel):
    """Whom to turn to instead of this organisation, and how: shown where somebody speaks under protection."""

    name = models.CharField(max_length=120)
    reach = models.TextField()

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_upper_body")]
