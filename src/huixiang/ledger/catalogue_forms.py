"""Checks what is typed on the pages of the dispatch catalogue. Saves nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, offer
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting.forms import LARGEST_ID, PlaceField
from huixiang.sorting.models import Label
from huixiang.sorting.queries import label_named

PLACE_HINT = _("Its name or the first letters of its pinyin.")


class LabelField(forms.TypedChoiceField):
    """One of the labels in use, of all taxonomies, the deeper ones too; the form offers them when it is drawn."""

    def __init__(self, *, empty: Any, **facts: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, **facts)
        self.empty = empty

    def offer(self) -> None:
        """Load the labels of now (1 query)."""
        groups: dict[str, list[tuple[Any, Any]]] = {}
        rows = Label.objects.filter(until=None, taxonomy__closed_on=None).select_related("taxonomy")
        for label in rows.order_by("taxonomy__name", "taxonomy", "path", "id"):
            groups.setdefault(label.taxonomy.name, []).append((label.pk, f"{label.code} {label.name}"))
        self.choices = [("", self.empty), *groups.items()]

    def clean(self, value: Any) -> Label | None:
        """The label itself."""
        pk = super().clean(value)
        return label_named(pk) if pk is not None and pk <= LARGEST_ID else None


class DispatchRuleForm(forms.Form):
    """What goes where, from when."""

    label = LabelField(label=_("Label, with all below it"), empty=_("any"))
    place = PlaceField(label=_("Place, with all in it"), required=False, max_length=80, help_text=PLACE_HINT)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Goes to"), empty_label=_("Please choose"))
    since = forms.DateField(label=_("Counts from"), widget=DayInput())
    source = forms.CharField(
        label=_("Where it comes from"), required=False, max_length=200, help_text=_("Ordinance, article or decision.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())
        offer_labels(self)


class EndDispatchRuleForm(forms.Form):
    """The last day a rule counts."""

    until = forms.DateField(label=_("Counts until"), widget=DayInput())


class DispatchTrialForm(forms.Form):
    """A text, or a label and a place, to ask the catalogue with."""

    text = forms.CharField(
        label=_("Words as somebody might say them"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The label and the place are read from them where none is chosen below. They are not kept."),
    )
    label = LabelField(label=_("Label"), empty=_("read from the words"))
    place = PlaceField(label=_("Place"), required=False, max_length=80, help_text=PLACE_HINT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_labels(self)


def offer_labels(form: forms.Form) -> None:
    """Give the label field of a form its choices of now."""
    field = form.fields["label"]
    assert isinstance(field, LabelField)  # noqa: S101 - for the type only
    field.offer()
