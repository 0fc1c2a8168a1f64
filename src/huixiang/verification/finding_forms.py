"""Checks what is typed on the pages of the findings. Saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, offer, words_field
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.verification.finding_labels import LIMITS, STATES, TITLES
from huixiang.verification.formalism.catalogue import RULES


class FindingFilterForm(forms.Form):
    """The filter of the list; all optional, a wrong value does not narrow."""

    rule = forms.ChoiceField(label=_("Which rule"), required=False, choices=[("", _("All rules")), *TITLES.items()])
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *((s.value, w) for s, w in STATES.items())]
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))

    problem = forms.IntegerField(label=_("Number of the problem"), required=False, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())


class ExplainForm(forms.Form):
    words = words_field(_("What was the reason"), _("The supervisor reads it before deciding."))


class ReviewForm(forms.Form):
    upheld = forms.ChoiceField(
        label=_("What do you decide"),
        choices=[("yes", _("It is formalism: upheld")), ("no", _("It is not: dismissed"))],
        widget=forms.RadioSelect(),
    )
    words = words_field(_("Why"), _("The unit reads it. Nothing follows by itself."))


class ThresholdForm(forms.Form):
    """A threshold of a rule, from a day on."""

    which = forms.ChoiceField(label=_("Threshold"))
    value = forms.FloatField(label=_("New value"), min_value=0, help_text=_("Shares between 0 and 1, for example 0.9."))
    since = forms.DateField(label=_("Counts from"), widget=DayInput())
    reason = forms.CharField(label=_("Why"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
        field.choices = [
            (f"{rule.key}.{name}", f"{TITLES[rule.key]} · {LIMITS[name]}") for rule in RULES for name in rule.limits
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        rule, _dot, name = self.cleaned_data["which"].partition(".")
        kept = {name: self.cleaned_data[name] for name in ("value", "since", "reason")}
        return {"rule": rule, "name": name, **kept}
