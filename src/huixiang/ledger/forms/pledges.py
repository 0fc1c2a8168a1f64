"""Checks what is typed about public pledges. Saves nothing."""

from __future__ import annotations

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from huixiang.ledger.fields import words_field
from huixiang.ledger.forms.plans import FileForm, UnitForm
from huixiang.ledger.labels_plans import KEPT_WORDS

_LINE = re.compile(r"(?P<day>\d{4}-\d{1,2}-\d{1,2})\s+(?P<words>\S.*)")


class PledgeForm(UnitForm):
    """A pledge with its items, one a line."""

    title = forms.CharField(label=_("Title"), max_length=120)
    post = forms.CharField(label=_("Post"), required=False, max_length=80, help_text=_("Empty: the unit as a whole."))
    contact = forms.CharField(label=_("Where to complain"), required=False, max_length=120)
    items = words_field(_("What is promised"), _("One thing a line, its day first: 2026-12-31 every lamp is checked"))
    promised = forms.IntegerField(label=_("How many things are promised"), min_value=1, max_value=99)
    field_order = ("title", "unit", "post", "contact", "items", "promised")

    def clean_items(self) -> list[tuple[str, dt.date]]:
        return [_item(line.strip()) for line in self.cleaned_data["items"].splitlines() if line.strip()]


def _item(line: str) -> tuple[str, dt.date]:
    found = _LINE.fullmatch(line)
    try:
        year, month, day = map(int, found["day"].split("-")) if found else (0, 0, 0)
        return (found["words"] if found else "")[:300], dt.date(year, month, day)
    except ValueError:
        words = gettext("Begin this line with its day, like 2026-12-31: %(line)s")
        raise ValidationError(words % {"line": line[:80]}) from None


class PledgeCheckForm(FileForm):
    """What was found."""

    found = forms.ChoiceField(
        label=_("Was it kept"), choices=[(one.value, word) for one, word in KEPT_WORDS.items()],
        widget=forms.RadioSelect(),
    )  # fmt: skip
    field_order = ("found", "words", "file")
