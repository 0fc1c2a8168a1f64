"""What a caller types, and how a draw is ordered. No answer is chosen beforehand; a no stands beside every yes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.ledger.fields import DayInput
from huixiang.proofs.draws import Quota
from huixiang.verification.services import USUAL_QUOTA, USUAL_VOICES
from huixiang.verification.states import DrawBasis, Satisfied, TryResult

LONGEST_WORDS = 5_000
YES_NO = (("yes", _("Yes")), ("no", _("No")))


SATISFACTION = (
    (Satisfied.SATISFIED.value, _("Satisfied")),
    (Satisfied.BASICALLY.value, _("Satisfied on the whole")),
    (Satisfied.DISSATISFIED.value, _("Not satisfied")),
)
"""What may be answered, in words; none is chosen beforehand and one is a no."""


class AnswerForm(forms.Form):
    """What somebody said on the phone."""

    contacted = forms.ChoiceField(
        label=_("“Did anybody of the unit get in touch with you about it?”"), choices=YES_NO, widget=forms.RadioSelect
    )
    solved = forms.ChoiceField(label=_("“Is it solved?”"), choices=YES_NO, widget=forms.RadioSelect)
    satisfied = forms.ChoiceField(
        label=_("“Are you satisfied with how it was handled?”"),
        choices=SATISFACTION,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What else they said, in their words"), required=False, max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        said = self.cleaned_data
        yes = {name: said[name] == "yes" for name in ("contacted", "solved")}
        return {**yes, "satisfied": Satisfied(said["satisfied"]), "words": said["words"]}


class TryForm(forms.Form):
    """That nobody could be asked."""

    result = forms.ChoiceField(
        label=_("How it went"),
        choices=(
            (TryResult.NOT_REACHED.value, _("Nobody answered, or the number is wrong")),
            (TryResult.DECLINED.value, _("They do not want to be asked")),
        ),
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label=_("Remark"), required=False, max_length=LONGEST_WORDS)


class DrawForm(forms.Form):
    """What to draw from and how much."""

    basis = forms.ChoiceField(
        label=_("Draw from"),
        choices=(
            (DrawBasis.REPORTED.value, _("what units said in these days is done")),
            (DrawBasis.WINDOW_OVER.value, _("claims whose time to answer ended in these days")),
        ),
    )
    first_day = forms.DateField(label=_("From"), widget=DayInput())
    last_day = forms.DateField(label=pgettext_lazy("last day", "Until"), widget=DayInput())
    per_hundred = forms.IntegerField(
        label=_("Of every hundred"), min_value=1, max_value=100, initial=USUAL_QUOTA.per_hundred,
        help_text=_("Of each unit's claims, rounded up."),
    )  # fmt: skip
    least = forms.IntegerField(
        label=_("At least, of each unit"), min_value=1, max_value=1_000, initial=USUAL_QUOTA.least
    )
    voices = forms.IntegerField(
        label=_("People rung about one claim at most"), min_value=1, max_value=100, initial=USUAL_VOICES
    )

    def clean(self) -> dict[str, Any]:
        clean: dict[str, Any] = super().clean() or {}
        first: dt.date | None = clean.get("first_day")
        last: dt.date | None = clean.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        return clean

    def facts(self) -> dict[str, Any]:
        """What the service takes, but for the seed."""
        clean = self.cleaned_data
        kept = {name: clean[name] for name in ("first_day", "last_day", "voices")}
        return {"basis": DrawBasis(clean["basis"]), "quota": Quota(clean["per_hundred"], clean["least"]), **kept}


class AssignForm(forms.Form):
    """Who makes a call."""

    user = forms.ChoiceField(label=_("Who rings"))

    def __init__(self, *args: Any, callers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
        field.choices = callers
