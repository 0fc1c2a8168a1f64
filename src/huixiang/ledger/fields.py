"""Fields that several forms of the ledger share. Saves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext

from huixiang.ledger.money import UnclearAmount, read_yuan, write_yuan
from huixiang.listening.forms import FilesInput
from huixiang.people.models import User
from huixiang.people.roles import Role


class DayInput(forms.DateInput):
    """A day, typed or picked."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OneFileInput(FilesInput):
    """A file input for one file that the field of several files can read."""

    allow_multiple_selected = False


if TYPE_CHECKING:
    ModelChoice = forms.ModelChoiceField[User]
else:
    ModelChoice = forms.ModelChoiceField


class LeaderField(ModelChoice):
    """Leaders with the units they lead, since a page without script cannot narrow the list."""

    def label_from_instance(self, obj: User) -> str:
        units = "、".join(grant.unit.label for grant in obj.grants.all() if grant.role == Role.UNIT_LEADER)
        return f"{obj.name}（{units}）"


def offer(form: forms.Form, **rows: QuerySet[Any]) -> None:
    """Give fields their choices of now."""
    for name, queryset in rows.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type only
        field.queryset = queryset


def words_field(label: Any, hint: Any = "") -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, help_text=hint, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))


def choice_of(label: Any, words: Mapping[Any, Any], *, empty: Any) -> forms.ChoiceField:
    """One of an enum's members, or none."""
    choices = [("", empty), *((member.value, word) for member, word in words.items())]
    return forms.ChoiceField(label=label, choices=choices, required=False)


class YuanField(forms.Field):
    """An amount of yuan as people type it; one that could be several is asked about, never guessed."""

    widget = forms.TextInput(attrs={"maxlength": 60, "inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").replace("\0", "").strip()
        return yuan_of(text[:60]) if text else None


def yuan_of(text: str) -> Decimal:
    """:raises ValidationError: how it could be read, and that one must be written plainly."""
    try:
        return read_yuan(text)
    except UnclearAmount as unclear:
        if not unclear.readings:
            words = gettext("“%(text)s” is not an amount we can read. Write it like 1,204,000 or 120.4万.")
            raise ValidationError(words % {"text": text}) from None
        readings = " / ".join(write_yuan(amount) for amount in unclear.readings)
        words = gettext("“%(text)s” could mean %(readings)s yuan. Write the one you mean.")
        raise ValidationError(words % {"text": text, "readings": readings}) from None
