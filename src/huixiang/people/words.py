"""The journal's actions of this capability, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.people.roles import Role

WORDS = {
    "people.unit.added": _("added the unit"),
    "people.unit.renamed": _("renamed the unit"),
    "people.unit.moved": _("moved the unit in the tree"),
    "people.unit.closed": _("closed the unit"),
    "people.member.added": _("added the member"),
    "people.member.moved": _("changed unit or post of the member"),
    "people.member.deactivated": _("closed the account"),
    "people.member.reactivated": _("opened the account again"),
    "people.member.invited": _("made an invitation link for the member"),
    "people.member.set_password": _("set a password with an invitation link"),
    "people.member.second_step_reset": _("took the second step of signing in away from the member, at their request"),
    "people.role.given": _("gave the member a role"),
    "people.role.withdrawn": _("took a role back from the member"),
    "people.day.set": _("set a day that is worked differently"),
    "people.day.removed": _("removed a day that was worked differently"),
    "people.member.signed_out": _("ended every sign-in of the member"),
    "people.session.ended": _("ended a sign-in elsewhere"),
}
FACTS = {
    "unit": pgettext_lazy("fact", "unit"),
    "post": pgettext_lazy("fact", "post"),
    "parent": pgettext_lazy("fact", "unit above"),
    "role": pgettext_lazy("fact", "role"),
    "code": pgettext_lazy("fact", "short code"),
    "name": pgettext_lazy("fact", "name"),
    "name_en": pgettext_lazy("fact", "English name"),
    "day": pgettext_lazy("fact", "day"),
    "working": pgettext_lazy("fact", "working day"),
    "until": pgettext_lazy("fact", "until"),
    "on": pgettext_lazy("fact", "as of"),
    "kinds": pgettext_lazy("fact", "second step"),
}
ROLE_WORDS = {role: role.label for role in Role}
WORKING_WORDS = {True: pgettext_lazy("fact", "yes"), False: pgettext_lazy("fact", "no, a day off")}
