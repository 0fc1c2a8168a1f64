"""The words for kinds of suggestions, how sure they are, what an alarm is about, and the stages of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _, pgettext_lazy

from huixiang.sorting.labels import Badge
from huixiang.sorting.states import ModelState, RunKind, RunState, SuggestionKind as K
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

KINDS: Mapping[K, Words] = {
    K.URGENT: _("Urgent"),
    K.SENSITIVE: _("Handle with care"),
    K.PROBLEM: _("Belongs to a problem"),
    K.REPEAT: _("Said before"),
    K.MATTER: _("Same matter"),
    K.LABEL: pgettext_lazy("suggestion", "Label"),
    K.UNIT: pgettext_lazy("suggestion", "Unit"),
    K.PLACE: pgettext_lazy("suggestion", "Place"),
    K.PERSONAL: _("Personal data"),
}
"""In the order in which somebody should look at them."""

DOES: Mapping[K, Words] = {
    K.URGENT: _("The voice is marked as urgent."),
    K.SENSITIVE: _("The voice is marked to be handled with care."),
    K.PROBLEM: _("The voice feeds the problem."),
    K.REPEAT: _("It is on record that a person saw the same in both. Nothing else changes."),
    K.MATTER: _("The voice stays in this matter, whatever later runs think."),
    K.LABEL: _("The voice is put under the label."),
    K.UNIT: _("The voice is noted for the unit."),
    K.PLACE: _("The voice is noted for the place."),
    K.PERSONAL: _(
        "It is on record that a person saw these places. Whoever publishes the words decides what is blacked out."
    ),
}

GROUPS: Mapping[str, Words] = {
    "fire": _("fire"), "gas": _("gas"), "collapse": _("something falls or slides"), "injury": _("somebody is hurt"),
    "cut_off": _("water, power or heat is cut off"), "open_danger": _("an open danger"),
    "person_in_danger": _("a child, an old or a sick person in danger"),
    "accusation": _("an accusation"), "self_harm": _("somebody may harm themselves"), "violence": _("violence"),
    "minors": _("children are hurt"), "group_action": _("people may act together"),
    "phone": _("phone number"), "landline": _("phone number"), "id_card": _("identity number"),
    "bank_card": _("bank card"), "plate": _("number plate"), "email": _("e-mail"), "wechat_qq": _("WeChat or QQ"),
    "name": _("name"), "address": _("address"),
}  # fmt: skip

STAGES: Mapping[str, Words] = {
    "load": _("Reading the voices"), "repeats: read": _("Looking for repeats"),
    "repeats: join": _("Looking for repeats"), "repeats: compare": _("Comparing what is alike"),
    "repeats: reasons": _("Noting what both say"), "describe": _("Looking for matters"),
    "neighbours": _("Looking for matters"), "matters": _("Naming the matters"),
    "notice": _("Looking for what is urgent, places and names"), "classes": _("Choosing labels"),
    "ground": _("Keeping what new voices are compared with"), "members": _("Putting voices to their matters"),
    "write": _("Writing the suggestions"),
}  # fmt: skip

RUN_STATES: Mapping[RunState, tuple[Words, Tone]] = {
    RunState.WAITING: (pgettext_lazy("run", "Waits for its turn"), Tone.WAITING),
    RunState.RUNNING: (pgettext_lazy("run", "Under way"), Tone.WORKING),
    RunState.DONE: (pgettext_lazy("run", "Finished"), Tone.CONFIRMED),
    RunState.FAILED: (pgettext_lazy("run", "Failed"), Tone.DISPUTED),
    RunState.STOPPED: (pgettext_lazy("run", "Broke off"), Tone.SILENT),
}
RUN_KINDS: Mapping[RunKind, Words] = {
    RunKind.WHOLE: _("All voices"), RunKind.ARRIVALS: _("Voices that arrived"),
    RunKind.LEARNING: _("Learning from decisions"),
}  # fmt: skip
MODEL_STATES: Mapping[ModelState, tuple[Words, Tone]] = {
    ModelState.CURRENT: (pgettext_lazy("model", "In use"), Tone.CONFIRMED),
    ModelState.RETIRED: (pgettext_lazy("model", "Used before"), Tone.SILENT),
    ModelState.REFUSED: (pgettext_lazy("model", "Not taken"), Tone.WAITING),
}

SURENESS: tuple[tuple[float, Words], ...] = (
    (0.85, _("quite sure")), (0.65, _("likely")), (0.0, _("perhaps")),
)  # fmt: skip


def sureness(confidence: float) -> Words:
    """How sure a suggestion is, in words."""
    return next(words for least, words in SURENESS if confidence >= least)


def alarm_badge(kind: K, *, confirmed: bool) -> Badge:
    """The badge of a voice that is, or may be, urgent or to be handled with care."""
    words: Mapping[tuple[K, bool], Words] = {
        (K.URGENT, True): _("Urgent"),
        (K.URGENT, False): _("Perhaps urgent"),
        (K.SENSITIVE, True): _("Handle with care"),
        (K.SENSITIVE, False): _("Perhaps to handle with care"),
    }
    tone = Tone.DISPUTED if kind == K.URGENT else Tone.CLAIMED
    return Badge(kind.value, words[kind, confirmed], tone)


def run_badge(state: str) -> Badge:
    """The badge of a run."""
    label, tone = RUN_STATES[RunState(state)]
    return Badge(state, label, tone)


def model_badge(state: str) -> Badge:
    """The badge of a version of what was learnt."""
    label, tone = MODEL_STATES[ModelState(state)]
    return Badge(state, label, tone)
