"""What clerks type about suggestions: another target, and how sure those must be that are accepted together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.kernel.errors import NotFound
from huixiang.people.queries import open_units
from huixiang.sorting import queries
from huixiang.sorting.forms import PlaceField, read_number
from huixiang.sorting.models import Label, Problem, Suggestion
from huixiang.sorting.states import SuggestionKind as K


class ProblemField(forms.CharField):
    """A problem typed by its number."""

    def clean(self, value: object) -> Problem:
        number = read_number(str(super().clean(value)))
        try:
            return queries.problem_numbered(number or 0)
        except NotFound as error:
            raise forms.ValidationError(_("There is no problem with this number.")) from error


class ChangeForm(forms.Form):
    """Another target than the one suggested; which field it is follows from the kind."""

    def __init__(self, suggestion: Suggestion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"] = FIELDS[K(suggestion.kind)](suggestion)

    @property
    def target(self) -> int:
        """The id that was chosen; call it on a valid form."""
        found = self.cleaned_data["target"]
        return int(getattr(found, "pk", found))


def _label_field(suggestion: Suggestion) -> forms.Field:
    taxonomy = suggestion.label.taxonomy_id if suggestion.label else 0
    labels = Label.objects.filter(taxonomy=taxonomy, until=None).order_by("path", "id")
    choices = [(label.pk, f"{'　' * max(0, label.path.strip('/').count('/'))}{label.name}") for label in labels]
    return forms.TypedChoiceField(label=_("The right label"), choices=choices, coerce=int)


def _unit_field(_suggestion: Suggestion) -> forms.Field:
    choices = [(unit.pk, unit.label) for unit in open_units()]
    return forms.TypedChoiceField(label=_("The right unit"), choices=choices, coerce=int)


def _place_field(_suggestion: Suggestion) -> forms.Field:
    return PlaceField(label=_("The right place, or its pinyin initials"), max_length=80)


def _problem_field(_suggestion: Suggestion) -> forms.Field:
    return ProblemField(label=_("Number of the right problem"), max_length=12)


FIELDS = {K.LABEL: _label_field, K.UNIT: _unit_field, K.PLACE: _place_field, K.PROBLEM: _problem_field}


class AboveForm(forms.Form):
    """From which confidence on all suggestions of a kind are accepted."""

    kind = forms.ChoiceField(choices=[(kind.value, kind.value) for kind in K], widget=forms.HiddenInput)
    least = forms.IntegerField(
        label=_("Accept all that are at least so sure, in percent"), min_value=50, max_value=100, initial=90
    )
    upto = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)
