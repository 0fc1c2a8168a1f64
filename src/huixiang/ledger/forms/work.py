"""Checks what is typed on the pages of the ledger. Saves nothing; days and rules are the services' business."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, LeaderField, OneFileInput, choice_of, offer, words_field
from huixiang.ledger.labels import KIND_WORDS, NATURE_WORDS, URGENCY_WORDS
from huixiang.ledger.models import Measure
from huixiang.ledger.states import MeasureState
from huixiang.listening.forms import ACCEPTED, FilesField
from huixiang.listening.models import Place
from huixiang.people import queries as people
from huixiang.people.models import Unit, User
from huixiang.people.roles import Role
from huixiang.sorting.labels import PROBLEM_STATES
from huixiang.sorting.models import Problem


class FilterForm(forms.Form):
    """The filter of the problem list; all optional, a wrong value does not narrow."""

    q = forms.CharField(label=_("Search"), required=False, max_length=80)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *((s.value, w) for s, w in PROBLEM_STATES.items())],
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("Place"), required=False, widget=forms.HiddenInput(), empty_label=None
    )
    overdue = forms.BooleanField(label=_("Late only"), required=False)
    mine = forms.BooleanField(label=_("Mine only"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units(), place=Place.objects.all())


class AssignForm(forms.Form):
    """Who is responsible, until when."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Responsible unit"), empty_label=_("Please choose"))
    leader = LeaderField(User.objects.none(), label=_("Responsible leader"), empty_label=_("Please choose"))
    limit_working_days = forms.IntegerField(
        label=_("Limit in working days"),
        required=False,
        min_value=1,
        max_value=500,
        help_text=_(
            "Counted from tomorrow, with public holidays and make-up days. Empty: the limit set for what is wanted and "
            "how urgent it is, else the usual one."
        ),
    )
    nature = choice_of(_("What is wanted"), NATURE_WORDS, empty=_("not said"))
    urgency = choice_of(_("How urgent"), URGENCY_WORDS, empty=_("not said"))
    due_on = forms.DateField(
        label=_("Or until a day"), required=False, widget=DayInput(), help_text=_("A day counts before the limit.")
    )
    co_units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Helping units"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=500,
        help_text=_("Needed when it was handed over before. Shown to the public with the deadline."),
    )

    def __init__(self, *args: Any, why: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].help_text = why
        leaders = people.holders_of(Role.UNIT_LEADER).prefetch_related("grants__unit")
        offer(self, unit=people.open_units(), co_units=people.open_units(), leader=leaders)


class ExtendForm(forms.Form):
    """A later day and why."""

    due_on = forms.DateField(label=_("New deadline"), widget=DayInput())
    reason = words_field(_("Why more time is needed"), _("Shown to the public."))
    approved_again = forms.BooleanField(
        label=_("It was extended before, and this further extension has been approved"), required=False
    )


class OwnUnits:
    """The units that take part in a problem, for a form's choice."""

    @staticmethod
    def of(problem: Problem) -> QuerySet[Unit]:
        helping = problem.co_units.filter(ended_at=None).order_by().values("unit_id")
        return Unit.objects.filter(Q(pk__in=[problem.unit_id or 0]) | Q(pk__in=helping))


class MeasureForm(forms.Form):
    """What will be done, by whom, until when."""

    words = words_field(_("What will be done"), _("So that somebody from outside can see whether it was done."))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Which unit"), empty_label=None)
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsible person"), required=False, empty_label=_("nobody yet")
    )
    due_on = forms.DateField(label=_("Until when"), widget=DayInput())

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = OwnUnits.of(problem)
        offer(self, unit=units, person=people_of(units))


class ChangeMeasureForm(forms.Form):
    """Another day or person."""

    due_on = forms.DateField(label=_("Until when"), widget=DayInput())
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsible person"), required=False, empty_label=_("nobody yet")
    )

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, person=people_of(OwnUnits.of(problem)))


def people_of(units: QuerySet[Unit]) -> QuerySet[User]:
    """Active people who are in one of the units now, by name."""
    inside = {"memberships__unit__in": units.order_by().values("pk"), "memberships__until": None}
    return User.objects.filter(is_active=True, **inside).distinct().order_by("name", "id")


class WordsForm(forms.Form):
    """One text."""

    words = words_field(_("What happened"))


class DropForm(forms.Form):
    words = words_field(_("Why it is given up"), _("It stays in the list as given up."))


class CommentForm(forms.Form):
    words = words_field(_("Your comment"), _("The unit and the office read it. It cannot be edited afterwards."))


class TurnBackForm(forms.Form):
    words = words_field(_("What is missing"))


class ProgressForm(forms.Form):
    """What happened, perhaps for one measure."""

    words = words_field(_("What happened"), _("It cannot be edited afterwards."))
    measure = forms.ModelChoiceField(
        Measure.objects.none(), label=_("For which measure"), required=False, empty_label=_("None of them")
    )

    def __init__(self, *args: Any, problem: Problem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type only
        field.queryset = problem.measures.exclude(state=MeasureState.DROPPED)
        field.label_from_instance = lambda obj: obj.words[:60]  # type: ignore[method-assign]


class EvidenceForm(ProgressForm):
    """Words, figures or a file that show what was done."""

    kind = forms.ChoiceField(
        label=_("What does it show"),
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        widget=forms.RadioSelect(),
        help_text=_("Paper and meetings alone do not show that anything was put right."),
    )
    words = forms.CharField(
        label=_("In words"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    figures = forms.CharField(
        label=_("Figures"), required=False, max_length=200, help_text=_("For example: 3 lamps, 4,200 yuan")
    )
    file = FilesField(label=_("Photo or file"), required=False, widget=OneFileInput(attrs={"accept": ACCEPTED}))
    field_order = ("kind", "file", "words", "figures", "measure")

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if not any(facts.get(name) for name in ("words", "figures", "file")) and "file" not in self.errors:
            raise ValidationError(_("Add a file, figures or words that show what was done."))
        return facts


class SureForm(forms.Form):
    """The confirming step of an act that others rely on."""

    sure = forms.BooleanField(label=_("I have looked at it and stand for it with my name"))


class ClaimForm(SureForm):
    words = words_field(_("What was done"), _("Everybody who raised it reads this and is asked whether it is so."))
    field_order = ("words", "sure")


class CheckForm(SureForm):
    """What was seen on the spot, and whether it was done."""

    passed = forms.TypedChoiceField(
        label=_("Was it really done"),
        choices=[("yes", _("Yes, it was done")), ("no", _("No, back to work"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )
    words = words_field(_("What you saw, when and where"))
    field_order = ("passed", "words", "sure")


def default_due(problem: Problem, today: dt.date) -> dt.date:
    """The day a new measure is proposed for: the deadline, or today once that has passed."""
    return max(problem.due_on, today) if problem.due_on else today
