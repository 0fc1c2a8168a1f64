"""The words and colours of plans, rules, pledges and projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.ledger.plan_lines import What
from huixiang.ledger.states import Kept, PlanKind, ProjectState, RuleKind, RuleState
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

PLAN_KINDS: Mapping[PlanKind, Words] = {
    PlanKind.RECTIFICATION: _("Rectification plan"),
    PlanKind.SPECIAL: _("Special action plan"),
    PlanKind.RULES: _("Plan of rules"),
}
RULE_KINDS: Mapping[RuleKind, Words] = {
    RuleKind.NEW: pgettext_lazy("rule", "New"),
    RuleKind.REVISED: pgettext_lazy("rule", "Revised"),
    RuleKind.ABOLISHED: pgettext_lazy("rule", "Abolished"),
}
RULE_STATES: Mapping[RuleState, Words] = {
    RuleState.PLANNED: pgettext_lazy("rule", "Planned"),
    RuleState.DRAFTED: _("Drafted"),
    RuleState.DONE: _("In force or abolished"),
    RuleState.GIVEN_UP: pgettext_lazy("rule", "Given up"),
}
RULE_TONES: Mapping[RuleState, str] = {
    RuleState.PLANNED: Tone.WAITING,
    RuleState.DRAFTED: Tone.WORKING,
    RuleState.DONE: Tone.CONFIRMED,
    RuleState.GIVEN_UP: Tone.SILENT,
}
KEPT_WORDS: Mapping[Kept, Words] = {
    Kept.KEPT: _("Kept"),
    Kept.NOT_KEPT: _("Not kept"),
    Kept.NOT_YET: _("Not kept yet"),
}
KEPT_TONES: Mapping[Kept, str] = {
    Kept.KEPT: Tone.CONFIRMED,
    Kept.NOT_KEPT: Tone.DISPUTED,
    Kept.NOT_YET: Tone.WORKING,
}
PROJECT_STATES: Mapping[ProjectState, Words] = {
    ProjectState.PLANNED: pgettext_lazy("project", "Planned"),
    ProjectState.WORKING: pgettext_lazy("project", "At work"),
    ProjectState.FINISHED: pgettext_lazy("project", "Finished"),
    ProjectState.STOPPED: pgettext_lazy("project", "Stopped"),
}
PROJECT_TONES: Mapping[ProjectState, str] = {
    ProjectState.PLANNED: Tone.WAITING,
    ProjectState.WORKING: Tone.WORKING,
    ProjectState.FINISHED: Tone.CONFIRMED,
    ProjectState.STOPPED: Tone.DISPUTED,
}
CHANGES: Mapping[What, Words] = {
    What.ADDED: _("came into the plan"),
    What.LEFT: _("left the plan"),
    What.TITLE: _("reads differently: %(before)s → %(after)s"),
    What.UNIT: _("lies with another unit: %(before)s → %(after)s"),
    What.LEADER: _("has another leader: %(before)s → %(after)s"),
    What.DUE: _("deadline moved: %(before)s → %(after)s"),
    What.STATE: _("state: %(before)s → %(after)s"),
    What.RELAPSED: _("opened again (times: %(before)s → %(after)s)"),
    What.MEASURE_ADDED: _("measure came: %(about)s"),
    What.MEASURE_LEFT: _("measure left: %(about)s"),
    What.MEASURE_DROPPED: _("measure given up: %(about)s"),
    What.MEASURE_DUE: _("measure moved: %(about)s: %(before)s → %(after)s"),
    What.MEASURE_STATE: _("measure: %(about)s: %(before)s → %(after)s"),
}
