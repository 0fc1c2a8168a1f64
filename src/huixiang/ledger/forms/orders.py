"""Checks what is typed about an order: why it goes back, to whom, why the clock stops, what was reported."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huixiang.ledger.fields import DayInput, LeaderField, choice_of, offer, words_field
from huixiang.ledger.labels import KIND_WORDS, NATURE_WORDS, URGENCY_WORDS
from huixiang.ledger.limit_forms import MomentInput
from huixiang.ledger.order_labels import CONSULT_ANSWERS, ORDER_STATES
from huixiang.ledger.services.orders.giving import Part
from huixiang.ledger.services.orders.reporting import Reported
from huixiang.ledger.states import ConsultAnswer, EvidenceKind, OrderKind
from huixiang.people import queries as people
from huixiang.people.models import Unit, User
from huixiang.people.roles import Role

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class OrderFilterForm(forms.Form):
    """The filter of the list of orders; all optional, a wrong value does not narrow."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *((s.value, w) for s, w in ORDER_STATES.items())],
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))
    late = forms.BooleanField(label=_("Late only"), required=False)
    closed = forms.BooleanField(label=_("Of closed units only"), required=False)
    raised = forms.BooleanField(label=_("Raised to me"), required=False)
    q = forms.CharField(
        label=_("Words or number"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units())


class NothingForm(forms.Form):
    """An act that needs no words."""


class AskReturnForm(forms.Form):
    """Why an order is not this unit's, and whose it is."""

    reason = words_field(_("Why it is not yours"), _("The office reads it. It stays on record."))
    proposed = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Whose is it"), required=False, empty_label=_("We do not know")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, proposed=people.open_units())


class DecideReturnForm(forms.Form):
    """Back to the office and on to another unit, or left where it is."""

    decision = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[("other", _("Hand it to another unit")), ("stays", _("It stays with this unit, for good"))],
        widget=forms.RadioSelect(),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("To which unit"), required=False, empty_label=_("Please choose")
    )
    leader = LeaderField(
        User.objects.none(), label=_("Responsible leader"), required=False, empty_label=_("Please choose")
    )
    designate = forms.BooleanField(label=_("Decide it for good: that unit cannot give it back"), required=False)
    reason = words_field(_("Why so"), _("Both units read it."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self, unit=people.open_units(), leader=people.holders_of(Role.UNIT_LEADER).prefetch_related("grants__unit")
        )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("decision") == "other":
            for name in ("unit", "leader"):
                if not facts.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose one: another unit needs it."))
        return facts


class ConsultForm(forms.Form):
    """Which units are asked whose it is, and how long they have."""

    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("Which units"), widget=forms.CheckboxSelectMultiple()
    )
    hours = forms.IntegerField(
        label=_("Working hours to answer"), min_value=1, max_value=80, initial=8,
        help_text=_("From nine to five on working days; eight are one working day."),
    )  # fmt: skip
    question = words_field(_("What they should say"), _("For example which road section or which pipe it is about."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, units=people.open_units())


class ConsultAnswerForm(forms.Form):
    """Whether it is the unit's, with whom, and why. No answer is chosen beforehand."""

    answer = forms.TypedChoiceField(
        label=_("Is it yours?"), choices=[(answer.value, words) for answer, words in CONSULT_ANSWERS.items()],
        coerce=ConsultAnswer, widget=forms.RadioSelect(),
    )  # fmt: skip
    with_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("With which unit"), required=False, empty_label=_("Please choose")
    )
    words = words_field(_("Why"), _("The first answer stays on record. Who says yes cannot give it back later."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, with_unit=people.open_units())

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("answer") is ConsultAnswer.WITH and not facts.get("with_unit") and "with_unit" not in self.errors:
            self.add_error("with_unit", _("Say with which other unit."))
        return facts


class ShareForm(forms.Form):
    """Which unit gets a part, what it is, until when."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("To which unit"), empty_label=_("Please choose"))
    task = words_field(_("What its part is"), _("The unit reads it with its order."))
    due_on = forms.DateField(
        label=_("Part due on"), required=False, widget=DayInput(),
        help_text=_("Not later than the whole. Empty: the limit set for that unit, and at most that of the whole."),
    )  # fmt: skip

    def __init__(self, *args: Any, above: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = people.open_units()
        offer(self, unit=units.filter(path__startswith=above.path).exclude(pk=above.pk) if above else units)

    def part(self, kind: OrderKind) -> Part:
        """What the service takes."""
        facts = self.cleaned_data
        return Part(facts["unit"], kind, facts["due_on"], facts["task"])


class DecidePartForm(forms.Form):
    """Take a part back, or leave it with its unit for good."""

    decision = forms.ChoiceField(
        label=_("What becomes of the part"),
        choices=[("back", _("Take it back")), ("stays", _("It stays with this unit, for good"))],
        widget=forms.RadioSelect(),
    )
    reason = words_field(_("Why so"), _("Both units read it."))


class ExtendPartForm(forms.Form):
    due_on = forms.DateField(label=_("New deadline"), widget=DayInput())
    reason = words_field(_("Why more time is needed"))


class ReasonForm(forms.Form):
    reason = words_field(_("Why"), _("It stays on record."))


class PartReportForm(forms.Form):
    """What a unit says about its part. No answer is chosen beforehand."""

    solved = forms.TypedChoiceField(
        label=_("Is your part finished?"), choices=YES_NO, coerce=lambda value: value == "yes",
        widget=forms.RadioSelect(),
    )  # fmt: skip
    words = words_field(_("What was done, or why it is not finished"), _("Approved or promised work is not finished."))


class PauseForm(forms.Form):
    reason = words_field(
        _("What the speaker has to do first"), _("Only waiting for the speaker stops the clock. It is on record.")
    )


class ReclassifyForm(forms.Form):
    """What is wanted, how urgent, why it is said anew."""

    nature = choice_of(_("What is wanted"), NATURE_WORDS, empty=_("not said"))
    urgency = choice_of(_("How urgent"), URGENCY_WORDS, empty=_("not said"))
    reason = words_field(_("Why it is said anew"), _("Before and after stay on record. The deadline stays as it is."))


class ReportForm(forms.Form):
    """What a unit reports back. No answer is chosen beforehand."""

    solved = forms.TypedChoiceField(
        label=_("Is it solved?"), choices=YES_NO, coerce=lambda value: value == "yes", widget=forms.RadioSelect()
    )
    answer = words_field(_("Answer to those who raised it"), _("They read it. Say what was done, when, by whom."))
    done = forms.CharField(
        label=_("What was done"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Becomes measure and evidence if none are on the table yet."),
    )
    kind = forms.TypedChoiceField(
        label=_("What does it show"),
        choices=[(kind.value, words) for kind, words in KIND_WORDS.items()],
        initial=EvidenceKind.DONE_WORK.value,
        coerce=EvidenceKind,
    )
    unsolved_reason = forms.CharField(
        label=_("If not: why not"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    contacted_at = forms.DateTimeField(label=_("When you spoke with them"), required=False, widget=MomentInput())
    contacted_by_words = forms.CharField(
        label=_("How: by phone, on the spot, by letter"), required=False, max_length=80
    )
    found_true = forms.TypedChoiceField(
        label=_("Is what they say so?"),
        choices=[("", _("not said")), *YES_NO],
        required=False,
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    beyond_duty = forms.BooleanField(label=_("It goes beyond what the unit may do"), required=False)
    inside_words = forms.CharField(
        label=_("For the office only"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if facts.get("solved") is False and not facts.get("unsolved_reason", "").strip():
            self.add_error("unsolved_reason", ValidationError(_("Say why it is not solved.")))
        return facts

    @property
    def said(self) -> Reported:
        """What the service takes."""
        return Reported(**self.cleaned_data)
