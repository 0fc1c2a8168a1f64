"""Checks what is typed on the pages of plans, rules, pledges and projects. Saves nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from huixiang.ledger.fields import DayInput, OneFileInput, offer, words_field
from huixiang.ledger.labels_plans import PLAN_KINDS, RULE_KINDS, RULE_STATES
from huixiang.ledger.models import ProjectNote, Rule
from huixiang.ledger.plan_lines import Line
from huixiang.ledger.states import RuleState
from huixiang.listening.forms import ACCEPTED, FilesField
from huixiang.listening.models import Place
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.sorting.models import Label


class UnitForm(forms.Form):
    """A form with the units that work."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Responsible unit"), empty_label=_("Please choose"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())


class PlanForm(UnitForm):
    """The head of a plan."""

    kind = forms.ChoiceField(label=_("Which plan"), choices=[(kind.value, word) for kind, word in PLAN_KINDS.items()])
    title = forms.CharField(label=_("Title"), max_length=120)
    basis = forms.CharField(label=_("On what basis"), max_length=200, required=False)
    since = forms.DateField(label=_("From"), widget=DayInput())
    until = forms.DateField(label=_("Until"), widget=DayInput())
    programme = forms.CharField(
        label=_("Programme"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed for a special action: what is done, step by step."),
    )  # fmt: skip
    target_on = forms.DateField(label=_("Target day"), required=False, widget=DayInput())
    field_order = ("kind", "title", "basis", "unit", "since", "until", "programme", "target_on")


class TakeForm(forms.Form):
    """Which problems to take into a plan."""

    numbers = forms.CharField(
        label=_("Numbers of problems"),
        required=False,
        max_length=200,
        help_text=_("For example: 3, 5-9. Goes before the rest."),
    )
    label = forms.ModelChoiceField(Label.objects.none(), label=_("Label"), required=False, empty_label=_("any"))
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place"), required=False, empty_label=_("any"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("any"))
    since = forms.DateField(label=_("Raised from"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Raised until"), required=False, widget=DayInput())
    rules = forms.ModelMultipleChoiceField(
        Rule.objects.none(), label=_("Rules"), required=False, widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units(), place=Place.objects.all(), label=Label.objects.all())
        offer(self, rules=Rule.objects.exclude(state=RuleState.GIVEN_UP))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(found.values()):
            raise ValidationError(gettext("Say which problems or rules: by number, or by one of the others."))
        return found

    def problems(self) -> dict[str, Any]:
        """What chooses problems; nothing where only rules were chosen."""
        return {name: value for name, value in self.cleaned_data.items() if name != "rules" and value}


class LeaveForm(forms.Form):
    """Which line leaves a plan."""

    line = forms.ChoiceField(label=_("Problem or rule"))

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
        field.choices = [(f"{line.what}:{line.id}", f"{line.number} {line.title}") for line in lines]


class ApproveForm(forms.Form):
    """Who decided, and what was seen."""

    words = forms.CharField(label=_("Decided by"), max_length=300, help_text=_("The meeting or the leader, with day."))
    seen = forms.CharField(widget=forms.HiddenInput())


class ResultForm(forms.Form):
    """A result and its day."""

    seen_on = forms.DateField(label=_("Seen on"), widget=DayInput())
    words = words_field(_("What was seen"), _("It cannot be edited afterwards."))


class EndForm(forms.Form):
    """The end of a special action."""

    ended_on = forms.DateField(label=_("Ended on"), widget=DayInput())
    words = words_field(
        _("With what result"), _("What was reached, what not. Problems that are open stay open. It cannot be edited.")
    )


class NoteChoiceForm(forms.Form):
    """One of the notes of a project."""

    note = forms.ChoiceField(
        label=_("Which note"), help_text=_("Read it and look at the photo first: no name, face or plate of anybody.")
    )

    def __init__(self, *args: Any, notes: Sequence[ProjectNote], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["note"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
        files = [note.file_name or gettext("no file") for note in notes]
        field.choices = [
            (str(note.pk), f"{note.words[:60]}（{name}）") for note, name in zip(notes, files, strict=True)
        ]


class RuleForm(UnitForm):
    """A rule to be made, revised or abolished."""

    title = forms.CharField(label=_("Title"), max_length=120)
    kind = forms.ChoiceField(label=_("What happens"), choices=[(kind.value, word) for kind, word in RULE_KINDS.items()])
    due_on = forms.DateField(label=_("Due"), widget=DayInput())
    numbers = forms.CharField(
        label=_("Numbers of the problems it answers"), required=False, max_length=200, help_text=_("For example: 3, 5")
    )
    field_order = ("title", "kind", "unit", "due_on", "numbers")

    def clean_numbers(self) -> list[int]:
        text = self.cleaned_data["numbers"]
        if re.search(r"[^\d\s,，、]", text):
            raise ValidationError(gettext("Write numbers with commas between them."))
        return [int(number) for number in re.findall(r"\d{1,9}", text)]


class RuleMoveForm(forms.Form):
    """How far a rule is, or its review."""

    state = forms.ChoiceField(label=_("State"), choices=[(state.value, word) for state, word in RULE_STATES.items()])
    document_number = forms.CharField(label=_("Document number"), required=False, max_length=80)
    effective_on = forms.DateField(label=_("Counts from"), required=False, widget=DayInput())
    review_on = forms.DateField(label=_("Review on"), required=False, widget=DayInput())


class RuleReviewForm(forms.Form):
    """What the review of a rule found."""

    words = words_field(_("What the review found"))
    review_on = forms.DateField(label=_("Next review on"), widget=DayInput())


class LicenceForm(forms.Form):
    """A licence cleaned up."""

    title = forms.CharField(label=_("Licence"), max_length=120)
    before = forms.CharField(label=_("How it was"), max_length=1000)
    after = forms.CharField(label=_("How it is now"), max_length=1000)
    basis = forms.CharField(label=_("On what basis"), max_length=200)
    done_on = forms.DateField(label=_("Done on"), widget=DayInput())


class FileForm(forms.Form):
    """Words and perhaps a file."""

    words = words_field(_("What happened"), _("It cannot be edited afterwards."))
    file = FilesField(label=_("Photo or file"), required=False, widget=OneFileInput(attrs={"accept": ACCEPTED}))

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        clean = dict(self.cleaned_data)
        given = next(iter(clean.pop("file") or ()), None)
        return {**clean, "file": given.safe if given else None, "name": given.name if given else ""}


class PartForm(forms.Form):
    """The words of a helping unit about its part."""

    words = words_field(_("What was done, or why it is open again"), _("Approved or promised work is not finished."))
