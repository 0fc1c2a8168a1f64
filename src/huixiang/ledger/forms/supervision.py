"""Checks what is typed on supervision orders. Saves nothing; days and rules are the services' business."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, offer, words_field
from huixiang.ledger.forms.sides import evidence_field
from huixiang.ledger.models import Evidence
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting.models import Problem

MOST_PROBLEMS = 50


class ProblemNumbersField(forms.CharField):
    """Numbers of problems with blanks or commas between; cleans to the problems, in their order."""

    def clean(self, value: Any) -> list[Problem]:
        text = super().clean(value)
        numbers = _numbers(text)
        found = {problem.number: problem for problem in Problem.objects.filter(number__in=numbers)}
        missing = [number for number in numbers if number not in found]
        if missing:
            raise ValidationError(_("There is no problem %(number)s.") % {"number": missing[0]})
        return [found[number] for number in sorted(numbers)]


def _numbers(text: str) -> set[int]:
    words = text.replace("，", " ").replace("、", " ").replace(",", " ").replace("#", " ").split()
    if wrong := next((word for word in words if not (word.isascii() and word.isdigit() and len(word) < 10)), ""):
        raise ValidationError(_("“%(word)s” is not the number of a problem.") % {"word": wrong[:20]})
    if len(words) > MOST_PROBLEMS:
        raise ValidationError(_("At most %(most)s problems on one order.") % {"most": MOST_PROBLEMS})
    return {int(word) for word in words}


class RequireForm(forms.Form):
    """What was found, what is required, by when."""

    found = words_field(_("What you found"))
    requires = words_field(_("What the unit has to do"))
    answer_by = forms.DateField(label=_("Answer by"), widget=DayInput())


class SupervisionForm(RequireForm):
    """Which unit is pressed, about which problems."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=_("Please choose"))
    problems = ProblemNumbersField(
        label=_("Numbers of the problems"), required=False, max_length=600,
        help_text=_("With blanks between, such as 12 15. Empty: it is about the unit."),
    )  # fmt: skip
    field_order = ("unit", "problems", "found", "requires", "answer_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())


class SignForForm(forms.Form):
    sure = forms.BooleanField(label=_("I sign for it with my name, for the unit"))


class AnswerForm(forms.Form):
    """What the unit did and why it had not."""

    words = words_field(_("What was done, and why not before"))
    evidence = evidence_field(_("What shows it"), required=False)

    def __init__(self, *args: Any, problems: Iterable[Problem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, evidence=Evidence.objects.filter(problem__in=[problem.pk for problem in problems]))


class SupervisionReviewForm(forms.Form):
    """Whether the answer is enough; if not, by when the unit answers again."""

    passed = forms.TypedChoiceField(
        label=_("Is the answer enough"),
        choices=[("yes", _("Yes, this order ends")), ("no", _("No, the unit answers again"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )
    words = words_field(_("What you saw"))
    answer_by = forms.DateField(
        label=_("Answer again by"), required=False, widget=DayInput(), help_text=_("Needed if it is not enough.")
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("passed") is False and not facts.get("answer_by") and "answer_by" not in self.errors:
            self.add_error("answer_by", ValidationError(_("Say by when the unit answers again.")))
        return facts


class RaiseForm(forms.Form):
    words = words_field(_("Why it goes to the unit above"))
    answer_by = forms.DateField(label=_("Answer by"), widget=DayInput())


class DropOrderForm(forms.Form):
    words = words_field(_("Why it is dropped"), _("It stays on record."))
