"""Checks what is typed about suspensions, exclusions and appeals. Days and rules are the services' business."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, offer, words_field
from huixiang.ledger.labels import EXCLUSION_WORDS
from huixiang.ledger.models import Evidence
from huixiang.sorting.models import Problem


class SuspensionForm(forms.Form):
    """Why it cannot be solved now, what is planned, when it is looked at again."""

    cause = words_field(_("Why it cannot be solved now"), _("Shown to the public."))
    plan = words_field(_("What is planned, so that it can be solved"), _("Shown to the public."))
    review_on = forms.DateField(
        label=_("Look at it again on"), widget=DayInput(), help_text=_("Within 180 days. The deadline does not move.")
    )


class DecideForm(forms.Form):
    """Yes or no from outside, with a reason."""

    granted = forms.TypedChoiceField(
        label=_("Your decision"),
        choices=[("yes", _("Approve")), ("no", _("Refuse"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )
    words = words_field(_("Why"), _("The unit reads it."))


class SuspensionReviewForm(forms.Form):
    """Prolong to a day with a fresh reason, or end."""

    goes_on = forms.TypedChoiceField(
        label=_("How does it go on"),
        choices=[("yes", _("It still cannot be solved: prolong")), ("no", _("It can be solved now: end it"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )
    review_on = forms.DateField(
        label=_("Look at it again on"), required=False, widget=DayInput(), help_text=_("Needed to prolong.")
    )
    words = words_field(_("What is so today"), _("A reason that was given before is not enough."))

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("goes_on") and not facts.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", ValidationError(_("Say when it is looked at again.")))
        return facts


class TakeBackForm(forms.Form):
    words = words_field(_("Why it is taken back"))


if TYPE_CHECKING:
    EvidenceModelChoice = forms.ModelChoiceField[Evidence]
else:
    EvidenceModelChoice = forms.ModelChoiceField


class EvidenceChoice(EvidenceModelChoice):
    """Pieces of evidence by their words or the name of their file."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.file_name or obj.words or obj.figures)[:60]


def evidence_field(label: Any, *, required: bool, hint: Any = "") -> EvidenceChoice:
    """One piece of evidence of a problem; the form gives it its choices."""
    empty = _("Please choose") if required else _("None")
    return EvidenceChoice(Evidence.objects.none(), label=label, required=required, empty_label=empty, help_text=hint)


class ExclusionForm(forms.Form):
    """Why it should not count, and what shows it."""

    reason = forms.ChoiceField(
        label=_("Why it should not count"),
        choices=[(reason.value, words) for reason, words in EXCLUSION_WORDS.items()],
        widget=forms.RadioSelect(),
    )
    words = words_field(_("In your words"), _("The problem is handled all the same. How many do not count is public."))
    evidence = evidence_field(
        _("What shows it"), required=True, hint=_("Add evidence to the problem first if there is none.")
    )

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, evidence=problem.evidence.all())


class AppealForm(forms.Form):
    """Why a decision is wrong."""

    words = words_field(_("Why the decision is wrong"), _("Once only. Another person decides."))
    evidence = evidence_field(_("What shows it"), required=False)

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, evidence=problem.evidence.all())
