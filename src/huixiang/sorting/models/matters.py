"""What the engine thinks several voices are about, under a stable name from run to run: not decisions, suggestions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from huixiang.kernel.tenancy import TenantModel
from huixiang.listening.models import Place, Voice
from huixiang.sorting.models.desk import Problem


class Matter(TenantModel):
    """Voices about one thing at one place. ``key`` is the engine's stable name; ``trend`` counts voices per step.

    ``gone_at`` marks one that the newest run no longer finds; it is kept, because people may have decided about it.
    """

    key = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    place_words = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    people = models.JSONField(default=list)
    words = models.JSONField(default=list)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    voices_count = models.PositiveIntegerField(default=0)
    speakers_count = models.PositiveIntegerField(default=0)
    heat = models.FloatField(default=0)
    burst = models.FloatField(default=0)
    trend = models.JSONField(default=dict)
    representative = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="+")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="matters")
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-heat", "id")
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="matter_key_once")]
        indexes = [
            models.Index(fields=["organisation", "-heat", "id"], condition=Q(gone_at=None), name="matter_hottest")
        ]

    def __str__(self) -> str:
        return self.title


class MatterVoice(TenantModel):
    """That the engine put a voice to a matter, and why; ``left_at`` ends it when a later run thinks otherwise.

    What a person confirmed stays, whatever later runs think.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="members")
    voice = models.ForeignKey(Voice, on_delete=models.PROTECT, related_name="matters")
    repeat_of = models.ForeignKey(Voice, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    score = models.FloatField(null=True)
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["voice"], condition=Q(left_at=None), name="voice_in_one_matter"),
        ]
        indexes = [models.Index(fields=["matter", "-id"], condition=Q(left_at=None), name="matter_members_newest")]
