"""Voices as spoken, the receipt of each, who spoke (sealed), files, talk. PostgreSQL keeps the words unchanged."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import ERASED, TenantModel
from huixiang.listening.states import ChannelKind, Lane, MessageKind, Side


class Place(TenantModel):
    """A node of the place tree. ``initials`` are the pinyin initials of the name, for finding it.

    One with ``closed_on`` is no longer offered; its voices stay.
    """

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=40)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=80, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("path", "id")
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="place_code_once")]

    def __str__(self) -> str:
        return self.name


class Voice(TenantModel):
    """What one person said at one time through one channel; its words never change, but they can be erased.

    The id is random (not time-ordered) and an anonymous voice has a day but no moment, so that nothing
    finer than the day leaves intake.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    channel = models.CharField(max_length=20)
    words = models.TextField()
    lane = models.CharField(max_length=20)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place_words = models.CharField(max_length=120, blank=True)
    unit = models.ForeignKey("people.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    said_on = models.DateField()
    said_at = models.DateTimeField(null=True, blank=True)
    registered_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(max_length=120, blank=True)
    filed = models.BooleanField(default=False)
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("said_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(erased_on=None) | Q(words=ERASED), name="erased_has_no_words"),
            models.CheckConstraint(condition=Q(lane__in=[lane.value for lane in Lane]), name="lane_known"),
            models.CheckConstraint(condition=Q(channel__in=[kind.value for kind in ChannelKind]), name="channel_known"),
            models.CheckConstraint(
                condition=~Q(lane=Lane.ANONYMOUS.value) | Q(said_at=None), name="anonymous_has_no_moment"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="words_not_empty"),
            models.UniqueConstraint(fields=["organisation", "source"], condition=~Q(source=""), name="source_once"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "said_on", "id"], condition=Q(filed=False), name="voice_waiting_in_order"
            ),
        ]


class Speaker(TenantModel):
    """Who spoke and how to be reached, sealed; read through queries that leave a journal entry."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="speaker", primary_key=True)
    name_sealed = models.BinaryField(default=b"")
    contact_sealed = models.BinaryField(default=b"")
    may_contact = models.BooleanField(default=False)

    class Meta:
        ordering = ("voice",)


class Receipt(TenantModel):
    """Proof and key of a voice. ``pending`` is the sealed secret until the slow hash has replaced it."""

    voice = models.OneToOneField(Voice, on_delete=models.PROTECT, related_name="receipt", primary_key=True)
    locator = models.CharField(max_length=8)
    verifier = models.BinaryField(null=True)
    pending = models.BinaryField(null=True)

    class Meta:
        ordering = ("voice",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "locator"], name="locator_once"),
            models.CheckConstraint(
                condition=Q(verifier=None, pending__isnull=False) | Q(verifier__isnull=False, pending=None),
                name="verifier_or_pending",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation"], condition=Q(verifier=None), name="receipt_pending"),
        ]


class Message(TenantModel):
    """One word in the talk between the office and a speaker, or an answer. Words never change."""

    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=[(side.value, side.value) for side in Side])
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in MessageKind])
    words = models.TextField()
    said_on = models.DateField()
    said_at = models.DateTimeField(null=True)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="message_not_empty")]


class Attachment(TenantModel):
    """A file of a voice: the clean derivative that is shown, and the original, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="attachments")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, null=True, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    clean_path = models.CharField(max_length=200)
    sealed_path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("name", "id")
