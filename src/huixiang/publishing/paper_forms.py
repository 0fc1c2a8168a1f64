"""What the pages of papers take in: which paper, of which period, in which format; the columns as arranged so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from huixiang.kernel.actor import Actor
from huixiang.ledger import queries as ledger
from huixiang.ledger.fields import DayInput, offer
from huixiang.people import queries as people
from huixiang.people.models import Unit
from huixiang.publishing import policies
from huixiang.publishing.labels import FORMS, PAPER_HINTS, PAPERS, QUESTIONS, Words
from huixiang.publishing.queries.columns import OWN, ColumnChoice
from huixiang.publishing.queries.terms import Terms
from huixiang.publishing.services.columns import LONGEST_NAME
from huixiang.publishing.states import OF_REGISTERS, OF_VOICES, REGISTERS, PaperForm, PaperKind, Question
from huixiang.sorting.labels import INBOX_STATES, PROBLEM_STATES
from huixiang.sorting.models import Label
from huixiang.sorting.queries import topmost_labels
from huixiang.sorting.states import InboxState, ProblemState

MOST_COLUMNS: Final = 60
MOST_PLANS: Final = 100


OF_PAPERS_ONLY: Final = OF_REGISTERS | {Question.VOICES_OF}


class LabelChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A label with the name of its taxonomy, for two may have headings of one name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.taxonomy.name} · {obj.name}"


class TermsForm(forms.Form):
    """Days, unit, label and state; all optional."""

    since = forms.DateField(label=_("From"), required=False, widget=DayInput())
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False, empty_label=_("All units"))
    label = LabelChoice(Label.objects.none(), label=_("Label"), required=False, empty_label=_("All labels"))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All states")),
            (_("Of voices"), [(state.value, words) for state, (words, _tone) in INBOX_STATES.items()]),
            (_("Of problems"), [(state.value, words) for state, words in PROBLEM_STATES.items()]),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, unit=people.open_units(), label=topmost_labels())

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and since > until:
            self.add_error("until", _("This day comes before the first one."))
        return found

    @property
    def terms(self) -> Terms:
        """What was chosen; wrong fields do not narrow."""
        found = self.cleaned_data
        unit, label = found.get("unit"), found.get("label")
        return Terms(
            found.get("since"), found.get("until"), unit.pk if unit else None, found.get("state", ""),
            label=label.pk if label else None,
        )  # fmt: skip

    def expect_state_of(self, *, voices: bool) -> None:
        """Tell at the field that a state of the other kind of record was chosen."""
        state = self.cleaned_data.get("state")
        if state and state not in {each.value for each in (InboxState if voices else ProblemState)}:
            words = (_("This is a state of problems; here are voices."), _("This is a state of voices; here are none."))
            self.add_error("state", words[0] if voices else words[1])


class OrderForm(TermsForm):
    """An order for a paper. ``actor`` decides which papers are offered."""

    kind = forms.ChoiceField(label=_("Which paper"), widget=forms.RadioSelect)
    plan = forms.ChoiceField(
        label=_("Which plan, and which version"),
        required=False,
        help_text=_("Only for the paper of a plan. Period, unit, label and state do not narrow it."),
    )
    form = forms.ChoiceField(
        label=_("Format"),
        choices=[(form.value, words) for form, words in FORMS.items()],
        initial=PaperForm.DOCX.value,
        widget=forms.RadioSelect,
    )
    cover_doubtful = forms.BooleanField(
        label=_("Also cover names and homes that are not certain to be some"),
        help_text=_("Telephone numbers and the like always are, and what is doubtful where the speaker is protected."),
        required=False,
        initial=True,
    )
    field_order = ("kind", "plan", "since", "until", "unit", "label", "state", "form", "cover_doubtful")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in PaperKind if policies.may_make_paper(actor, kind)]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type only
        field.choices = [(kind.value, described(PAPERS[kind], PAPER_HINTS[kind])) for kind in kinds]
        field.initial = PaperKind.PROBLEMS.value
        plans = self.fields["plan"]
        assert isinstance(plans, forms.ChoiceField)  # noqa: S101 - for the type only
        plans.choices = [("", _("Please choose")), *plan_choices()]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        kind = found.get("kind")
        if kind in REGISTERS:
            self._expect_register(PaperKind(kind))
        elif kind:
            self.expect_state_of(voices=PaperKind(kind) in OF_VOICES)
        return found

    @property
    def terms(self) -> Terms:
        """What was chosen; a plan is narrowed by nothing else."""
        found = super().terms
        if self.cleaned_data.get("kind") != PaperKind.PLAN:
            return found
        plan, _colon, version = self.cleaned_data["plan"].partition(":")
        return Terms(plan=int(plan), version=int(version) if version else None)

    def _expect_register(self, kind: PaperKind) -> None:
        """Tell at the field what is missing, and what would be left unheard."""
        if kind is PaperKind.PLAN:
            if not self.cleaned_data.get("plan") and "plan" not in self.errors:
                self.add_error("plan", _("Choose the plan that is printed."))
            return
        for name in ("label", "state"):
            if self.cleaned_data.get(name):
                self.add_error(name, _("Registers are narrowed by days and unit only. Leave this empty."))


def plan_choices() -> list[tuple[str, Any]]:
    """Each plan as it stands and in each approved version, the newest plan first (2 queries)."""
    choices: list[tuple[str, Any]] = []
    for plan in ledger.plans()[:MOST_PLANS]:
        choices.append((str(plan.pk), _("%(plan)s: as it stands now") % {"plan": plan.title}))
        choices += [
            (
                f"{plan.pk}:{each.number}",
                _("%(plan)s: version %(number)s") % {"plan": plan.title, "number": each.number},
            )
            for each in reversed(plan.versions.all())
        ]
    return choices


class CountForm(TermsForm):
    """A question to the records of now."""

    question = forms.ChoiceField(
        label=_("What is counted"),
        choices=[(each.value, words) for each, words in QUESTIONS.items() if each not in OF_PAPERS_ONLY],
    )
    by_listing = forms.BooleanField(
        label=_("Of those listed within these days"),
        help_text=_(
            "Else closed problems are narrowed by the day of closing, done measures by the day they were done."
        ),
        required=False,
    )
    field_order = ("question", "since", "until", "unit", "label", "state", "by_listing")

    @property
    def terms(self) -> Terms:
        """As chosen, by the day of listing if that was ticked."""
        return replace(super().terms, by_listing=self.cleaned_data.get("by_listing", False))


class ReportForm(forms.Form):
    """A report somebody wrote by hand."""

    file = forms.FileField(
        label=_("The report"),
        help_text=_("Word (.docx), text (.txt, .md) or PDF with words. It is read and forgotten; nothing is stored."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.md,.pdf"}),
    )


def described(label: Words, hint: Words) -> Any:
    """A choice with its explanation under it."""
    return format_html('{}<span class="hint">{}</span>', label, hint)


def typed_columns(posted: QueryDict) -> list[ColumnChoice]:
    """The columns as they stand in the form, in their order: name typed, shown ticked."""
    shown = set(posted.getlist("shown"))
    return [
        ColumnChoice(key, posted.get(f"name-{key}", "").strip(), key in shown)
        for key in dict.fromkeys(posted.getlist("key")[:MOST_COLUMNS])
    ]


def pressed(columns: Sequence[ColumnChoice], posted: Mapping[str, str]) -> tuple[list[ColumnChoice], str]:
    """The columns after the button that was pressed, up, down, remove or add, and the key it was about."""
    found = list(columns)
    places = {choice.key: place for place, choice in enumerate(found)}
    if (key := posted.get("remove", "")) in places and found[places[key]].own:
        return [choice for choice in found if choice.key != key], key
    for button, step in (("up", -1), ("down", 1)):
        key = posted.get(button, "")
        if key in places and 0 <= places[key] + step < len(found):
            found.insert(places[key] + step, found.pop(places[key]))
            return found, key
    if "add" in posted and (name := posted.get("new", "").strip()[:LONGEST_NAME]):
        key = next(key for n in range(1, MOST_COLUMNS) if (key := f"{OWN}{n}") not in places)
        return [*found, ColumnChoice(key, name)], key
    return found, ""
