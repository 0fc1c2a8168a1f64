"""Checks what is typed on the page of the limits. Saves nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.clocks import Clock, FirstDay, Limit, RestDay
from huixiang.ledger.fields import DayInput, choice_of, offer
from huixiang.ledger.labels import (
    CLOCK_WORDS,
    FIRST_DAY_WORDS,
    NATURE_WORDS,
    REST_DAY_WORDS,
    STEP_WORDS,
    URGENCY_WORDS,
)
from huixiang.ledger.presets import PRESETS
from huixiang.ledger.states import LimitStep
from huixiang.people import queries as people
from huixiang.people.models import Unit


class MomentInput(forms.DateTimeInput):
    """A day and a time of day, typed or picked."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LimitForm(forms.Form):
    """A limit and from when it counts."""

    step = forms.ChoiceField(label=_("For what"), choices=[(step.value, word) for step, word in STEP_WORDS.items()])
    amount = forms.IntegerField(label=_("How long"), min_value=1, max_value=1_000)
    clock = forms.ChoiceField(
        label=_("Counted in"),
        choices=[(clock.value, word) for clock, word in CLOCK_WORDS.items()],
        initial=Clock.WORKING_DAYS.value,
    )
    nature = choice_of(_("What is wanted"), NATURE_WORDS, empty=_("anything"))
    urgency = choice_of(_("How urgent"), URGENCY_WORDS, empty=_("any"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Unit, with all below it"), required=False, empty_label=_("all units")
    )
    first = forms.ChoiceField(
        label=_("The first day counted"), choices=[(one.value, word) for one, word in FIRST_DAY_WORDS.items()]
    )
    rest = forms.ChoiceField(
        label=_("A last day on which nobody works"), choices=[(one.value, word) for one, word in REST_DAY_WORDS.items()]
    )
    since = forms.DateField(label=_("Counts from"), widget=DayInput())
    source = forms.CharField(
        label=_("Where it comes from"), required=False, max_length=200, help_text=_("Ordinance, article or decision.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        clean = self.cleaned_data
        limit = Limit(clean["amount"], Clock(clean["clock"]), FirstDay(clean["first"]), RestDay(clean["rest"]))
        kept = {name: clean[name] for name in ("nature", "urgency", "unit", "since", "source")}
        return {"step": LimitStep(clean["step"]), "limit": limit, **kept}


class PresetForm(forms.Form):
    """Which ready set."""

    preset = forms.ChoiceField(choices=[(name, name) for name in PRESETS])


class EndLimitForm(forms.Form):
    """The last day a limit counts."""

    until = forms.DateField(label=_("Counts until"), widget=DayInput())


class TrialForm(forms.Form):
    """What to try the limits with."""

    nature = choice_of(_("What is wanted"), NATURE_WORDS, empty=_("not said"))
    urgency = choice_of(_("How urgent"), URGENCY_WORDS, empty=_("not said"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("none yet"))
    start = forms.DateTimeField(label=_("Begins"), required=False, widget=MomentInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())

    def start_or(self, at: dt.datetime) -> dt.datetime:
        """The moment typed, else ``at``."""
        start: dt.datetime | None = self.cleaned_data.get("start")
        return start or at
