"""The words and colours of orders, for pages, forms and the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, pgettext_lazy

from huixiang.ledger.states import OrderMove, OrderState
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

S, M = OrderState, OrderMove
ORDER_STATES: Mapping[OrderState, Words] = {
    S.WAITING: gettext_lazy("Waits to be handed over"),
    S.CONSULTING: gettext_lazy("Being discussed whose it is"),
    S.DISPATCHED: gettext_lazy("To be signed for"),
    S.RETURN_ASKED: gettext_lazy("Asked to give it back"),
    S.SIGNED: gettext_lazy("With the unit"),
    S.REPORTED: gettext_lazy("Reported, being examined"),
    S.CALLING_BACK: gettext_lazy("Speakers are being asked"),
    S.REDO: gettext_lazy("Being done again"),
    S.CLOSED: pgettext_lazy("order", "Closed"),
    S.ARCHIVED: gettext_lazy("In the archive"),
    S.MERGED: gettext_lazy("Went on in another one"),
}
ORDER_TONES: Mapping[OrderState, str] = {
    S.WAITING: Tone.WAITING, S.CONSULTING: Tone.WAITING, S.DISPATCHED: Tone.WAITING, S.RETURN_ASKED: Tone.DISPUTED,
    S.SIGNED: Tone.WORKING, S.REPORTED: Tone.CLAIMED, S.CALLING_BACK: Tone.CLAIMED, S.REDO: Tone.DISPUTED,
    S.CLOSED: Tone.CONFIRMED, S.ARCHIVED: Tone.CONFIRMED, S.MERGED: Tone.SILENT,
}  # fmt: skip
MOVES: Mapping[OrderMove, Words] = {
    M.REGISTER: gettext_lazy("Registered"),
    M.CONSULT: gettext_lazy("Discussed whose it is"),
    M.DISPATCH: gettext_lazy("Handed over"),
    M.SIGN: gettext_lazy("Signed for"),
    M.ASK_RETURN: gettext_lazy("Asked to give it back"),
    M.ALLOW_RETURN: gettext_lazy("Taken back by the office"),
    M.REFUSE_RETURN: gettext_lazy("Stays with the unit"),
    M.ASSIST: gettext_lazy("Help asked for"),
    M.HAND_DOWN: gettext_lazy("Handed down"),
    M.EXTEND: gettext_lazy("Deadline extended"),
    M.PAUSE: gettext_lazy("Clock stopped: the speaker is waited for"),
    M.RESUME: gettext_lazy("Clock runs on"),
    M.RECLASSIFY: gettext_lazy("Said anew what is wanted"),
    M.REPORT: gettext_lazy("Reported back"),
    M.TURN_BACK: gettext_lazy("Report sent back"),
    M.REVIEW: gettext_lazy("Report examined"),
    M.REDO: gettext_lazy("Not solved: done again"),
    M.RAISE: gettext_lazy("Raised to the unit above"),
    M.CLOSE: pgettext_lazy("order", "Closed"),
    M.ARCHIVE: gettext_lazy("Put into the archive"),
    M.MERGE: gettext_lazy("Went on in another one"),
    M.UNMERGE: gettext_lazy("Stands by itself again"),
}
