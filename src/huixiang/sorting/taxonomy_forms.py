"""What the office types at taxonomies and places. Nothing here saves."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.sorting.forms import PlaceField
from huixiang.sorting.labels import TAXONOMY_KINDS
from huixiang.sorting.models import Label
from huixiang.sorting.services import Path

LARGEST = 2 * 1024 * 1024
DEEPEST = 6


class TaxonomyForm(forms.Form):
    """A taxonomy of the organisation's own."""

    name = forms.CharField(label=pgettext_lazy("label", "Name"), max_length=80)
    code = forms.SlugField(
        label=_("Short code"), max_length=40, help_text=_("Letters, digits and dashes; it stays when the name changes.")
    )
    kind = forms.ChoiceField(
        label=_("What it sorts by"), choices=[(kind.value, words) for kind, words in TAXONOMY_KINDS.items()]
    )
    several = forms.BooleanField(label=_("A voice may stand under several of its labels"), required=False)


class UseForm(forms.Form):
    """How a taxonomy is called and used."""

    name = forms.CharField(label=pgettext_lazy("label", "Name"), max_length=80)
    several = forms.BooleanField(label=_("A voice may stand under several of its labels"), required=False)
    suggests = forms.BooleanField(label=_("The engine may suggest its labels"), required=False)
    closed = forms.BooleanField(label=_("No longer in use"), required=False)


class WordingForm(forms.Form):
    """How a label reads."""

    name = forms.CharField(label=pgettext_lazy("label", "Name"), max_length=80)
    definition = forms.CharField(
        label=_("What belongs under it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    keywords = forms.CharField(
        label=_("Words that speak for it"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("With spaces between them."),
    )  # fmt: skip

    def clean_keywords(self) -> list[str]:
        """The words, each once."""
        return list(dict.fromkeys(str(self.cleaned_data["keywords"]).split()))


class LabelForm(WordingForm):
    """A new label, at the top or below another."""

    parent = forms.TypedChoiceField(label=_("Below"), required=False, coerce=int, empty_value=None)
    code = forms.CharField(
        label=pgettext_lazy("label", "Code"),
        required=False,
        max_length=40,
        help_text=_("Left empty, it gets the next number."),
    )

    field_order = ("name", "parent", "code", "definition", "keywords")

    def __init__(self, *args: object, labels: Iterable[Label] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        top = ("", pgettext_lazy("label", "nothing: at the top"))
        self.fields["parent"].choices = [top, *_choices(labels)]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What takes the place of a closed label."""

    replaced_by = forms.TypedChoiceField(label=_("What takes its place"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: object, labels: Iterable[Label] = (), **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["replaced_by"].choices = [("", pgettext_lazy("label", "nothing")), *_choices(labels)]  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """A new place, or its new name."""

    name = forms.CharField(label=pgettext_lazy("label", "Name"), max_length=80)


class MovePlaceForm(forms.Form):
    """Where in the tree a place is hung."""

    into = PlaceField(
        label=_("Lies in"), required=False, max_length=200,
        help_text=_("Its name or the first letters of its pinyin; left empty, it comes to the top."),
    )  # fmt: skip


class NewPlaceForm(PlaceForm):
    """A new place with its code."""

    code = forms.CharField(
        label=pgettext_lazy("label", "Code"),
        max_length=40,
        help_text=_("Of the official list if there is one; it stays."),
    )


class TreeForm(forms.Form):
    """A spreadsheet with a column for each level; read first, written on a second press."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_(
            ".xlsx or .csv, at most 2 MB: a column for each level; an empty or merged cell means the one above."
        ),
    )

    def clean_file(self) -> object:
        """The file, if it is not too large to be read at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB. Split it."))
        return file


def write_paths(paths: Iterable[Path]) -> str:
    """Read paths, to be handed on in the form of the second press."""
    return json.dumps([list(path) for path in paths], ensure_ascii=False, separators=(",", ":"))


def read_paths(text: str) -> list[Path]:
    """The paths of the second press; empty for anything else."""
    try:
        rows = json.loads(text or "[]")
        paths = [tuple(str(name) for name in row) for row in rows]
    except (ValueError, TypeError, RecursionError):
        return []
    return [path for path in paths if 0 < len(path) <= DEEPEST and not any("\0" in name for name in path)]


def _choices(labels: Iterable[Label]) -> list[tuple[int, str]]:
    return [(label.pk, f"{label.code} {label.name}") for label in labels if label.until is None]
