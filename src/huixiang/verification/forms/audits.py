"""What is typed about sample audits: plan and parties, hashes and secrets, the beacon, what a checker saw."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.ledger.fields import DayInput, words_field
from huixiang.listening.forms import ACCEPTED, FilesField, FilesInput
from huixiang.people.models import User
from huixiang.verification.services import MOST_CHECK_DAYS, AuditPlan, PartyNamed, Photo
from huixiang.verification.states import PartyKind

OTHERS = 2
"""So many parties more may be named besides the three that are needed."""
PARTY_LABELS = {
    PartyKind.ORGANISATION: _("Party of the organisation"),
    PartyKind.MASSES: _("Party of the masses or the union"),
    PartyKind.UPPER: _("Party of the upper body"),
}


class AuditForm(forms.Form):
    """Plan and parties of an audit."""

    first_day = forms.DateField(label=_("Said to be done from"), widget=DayInput())
    last_day = forms.DateField(label=pgettext_lazy("last day", "Until"), widget=DayInput())
    rate_percent = forms.IntegerField(
        label=_("Finds it out if so many of a hundred are false"), min_value=1, max_value=50, initial=5
    )
    alpha_percent = forms.IntegerField(
        label=_("And fails to in so many of a hundred audits at most"), min_value=1, max_value=50, initial=5
    )
    check_days = forms.IntegerField(
        label=_("Days to look at what nobody answers"), min_value=1, max_value=MOST_CHECK_DAYS, initial=14,
        help_text=_("Somebody from outside looks. Until every drawn problem is verified nothing is decided."),
    )  # fmt: skip
    commit_by = forms.DateField(label=_("Parties bind themselves until"), widget=DayInput())
    reveal_by = forms.DateField(label=_("Parties tell their secrets until"), widget=DayInput())
    beacon_name = forms.CharField(
        label=_("The draw in public that counts"), max_length=200,
        help_text=_("Which one, of what, and in which order its numbers are written. Nobody may be able to choose it."),
    )  # fmt: skip
    beacon_on = forms.DateField(
        label=_("Day of that draw"), widget=DayInput(), help_text=_("Later than the day of the secrets.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(is_active=True).order_by("name", "id")
        for slot, kind in self._slots():
            label = PARTY_LABELS.get(kind, _("Another party"))
            self.fields[f"name_{slot}"] = forms.CharField(
                label=label, max_length=120, required=kind != PartyKind.OTHER,
                help_text=_("Its name as everybody reads it: a person, an office, a paper."),
            )  # fmt: skip
            self.fields[f"user_{slot}"] = forms.ModelChoiceField(
                members, label=_("With an account here"), required=False, empty_label=_("no, outside"),
                help_text=_("Then nobody else can act for it."),
            )  # fmt: skip

    @staticmethod
    def _slots() -> list[tuple[int, PartyKind]]:
        return list(enumerate((*PARTY_LABELS, *(PartyKind.OTHER,) * OTHERS), start=1))

    def plan(self) -> AuditPlan:
        """The plan as the service takes it."""
        names = AuditPlan.__dataclass_fields__
        return AuditPlan(**{name: value for name, value in self.cleaned_data.items() if name in names})

    def parties(self) -> list[PartyNamed]:
        """The parties that were named."""
        typed, named = self.cleaned_data, []
        for slot, kind in self._slots():
            name, user = typed[f"name_{slot}"], typed[f"user_{slot}"]
            if name or user:
                named.append(PartyNamed(kind, name or user.name, user.pk if user else None))
        return named


def usual_days(today: dt.date) -> dict[str, dt.date]:
    """What a new audit is offered: the month before, three days to bind, three to tell, and the draw after that."""
    last = today.replace(day=1) - dt.timedelta(days=1)
    ahead = {"commit_by": 3, "reveal_by": 6, "beacon_on": 8}
    days = {name: today + dt.timedelta(days=n) for name, n in ahead.items()}
    return {"first_day": last.replace(day=1), "last_day": last, **days}


class CommitForm(forms.Form):
    """The hash of a secret."""

    commitment = forms.CharField(
        label=_("SHA-256 of the secret"), max_length=100,
        help_text=_("64 characters. On a computer: printf %s 'the secret' | sha256sum"),
    )  # fmt: skip


class RevealForm(forms.Form):
    """The secret itself."""

    secret = forms.CharField(label=_("The secret, letter by letter"), max_length=200)


class BeaconForm(forms.Form):
    """What the named draw gave."""

    value = forms.CharField(label=_("What was drawn"), max_length=200, help_text=_("As the plan says, with blanks."))
    source = forms.CharField(label=_("Where everybody can read it"), max_length=300)


class OffForm(forms.Form):
    """Why an audit is called off."""

    words = words_field(_("Why"), _("Everybody reads it."))


class LookForm(forms.Form):
    """What a checker saw on the spot. Nothing is chosen beforehand."""

    genuine = forms.ChoiceField(
        label=_("Is it done as the unit says?"), widget=forms.RadioSelect,
        choices=(("yes", _("Yes, it is done")), ("no", _("No, it is not done, or only in part"))),
    )  # fmt: skip
    words = words_field(_("What you saw"), _("It cannot be edited afterwards."))
    photos = FilesField(
        label=_("Photos from the spot"), widget=FilesInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Add at least one photo.")},
        help_text=_("At least one. Where and with what it was taken is removed; its SHA-256 becomes public."),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        typed = self.cleaned_data
        photos = [Photo(file.safe, file.name) for file in typed["photos"]]
        return {"genuine": typed["genuine"] == "yes", "words": typed["words"], "photos": photos}


class CorrectForm(LookForm):
    """What is so in truth, and why it was said otherwise."""

    reason = words_field(_("Why it was said otherwise"), _("Both statements stay on record, each with its photos."))

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        return {**super().facts(), "reason": self.cleaned_data["reason"]}
