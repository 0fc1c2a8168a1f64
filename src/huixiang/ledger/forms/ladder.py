"""Checks what is typed about the escalation ladder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, offer
from huixiang.ledger.labels import LADDER_WORDS
from huixiang.ledger.states import LadderTo
from huixiang.people.models import User


class LadderForm(forms.Form):
    """When, counted from the deadline, who is reminded."""

    days = forms.IntegerField(
        label=_("Working days after the deadline"), min_value=-60, max_value=250,
        help_text=_("Below zero: before it. Zero: on the day."),
    )  # fmt: skip
    to = forms.TypedChoiceField(
        label=_("Who is reminded"),
        choices=[(to.value, words) for to, words in LADDER_WORDS.items()],
        coerce=LadderTo,
        widget=forms.RadioSelect(),
    )
    superior = forms.ModelChoiceField(
        User.objects.none(), label=_("The superior's name"), required=False,
        empty_label=_("Whoever leads the unit above"),
    )  # fmt: skip
    since = forms.DateField(label=_("Counts from"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, superior=User.objects.filter(is_active=True).order_by("name", "id"))
