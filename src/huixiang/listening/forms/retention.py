"""Checks how long something is kept, why it is held back, and why somebody wants it erased. Saves nothing."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from huixiang.listening.erasure_words import ERASURE_GROUNDS, SCOPE_WORDS
from huixiang.listening.services.erasing import NewRule, WantedErasure
from huixiang.listening.states import BY_TWO, ErasureGround, ErasureScope, RetentionCategory

MOST_MONTHS: Final = 600


class RetentionForm(forms.Form):
    """The rule of one category; one form for each on a page."""

    months = forms.IntegerField(
        label=_("Kept for so many months"), min_value=1, max_value=MOST_MONTHS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    warn_days = forms.IntegerField(
        label=_("Days of warning before it is erased"), min_value=7, max_value=365,
        help_text=_("At least 7. The speaker reads it on the receipt meanwhile."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    ground = forms.CharField(
        label=_("Why so long"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The purpose or the rule that asks for it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, category: RetentionCategory, initial: Any = None) -> None:
        super().__init__(data, initial=initial, prefix=category.value, auto_id=f"{category.value}_%s")
        self.category = category

    def rule(self) -> NewRule:
        """What was typed, as a rule."""
        return NewRule(self.category, **self.cleaned_data)


class HoldForm(forms.Form):
    """Why something announced is not to be erased for now."""

    reason = forms.CharField(label=_("Why it must stay"), max_length=300)


class WantedErasureForm(forms.Form):
    """What is to be erased on which legal ground, by which paper."""

    scope = forms.ChoiceField(
        label=_("What is to be erased"), choices=[(one.value, SCOPE_WORDS[one]) for one in ErasureScope],
        widget=forms.RadioSelect,
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("Legal ground"), choices=[(one.value, ERASURE_GROUNDS[one]) for one in ErasureGround if one in BY_TWO],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reference = forms.CharField(
        label=_("Number or date of the paper that asks for it"), max_length=120,
        help_text=_("No names: this stays when everything else is gone."),
    )  # fmt: skip

    def wanted(self) -> WantedErasure:
        """What was typed, as a wish."""
        typed = self.cleaned_data
        return WantedErasure(ErasureScope(typed["scope"]), ErasureGround(typed["ground"]), typed["reference"])
