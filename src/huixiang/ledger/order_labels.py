"""The words and colours of orders, for pages, forms and the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy, pgettext_lazy

from huixiang.ledger.states import ConsultAnswer, OrderKind, OrderMove, OrderState, Said
from huixiang.web.parts import Tone

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

S, M = OrderState, OrderMove


class HasSaid(Protocol):
    """A row that holds a person's words, or the name and the values of a sentence of the system."""

    reason: str
    said: str
    said_facts: Mapping[str, object]


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
    S.WITHDRAWN: pgettext_lazy("order", "Taken back"),
}
ORDER_TONES: Mapping[OrderState, str] = {
    S.WAITING: Tone.WAITING, S.CONSULTING: Tone.WAITING, S.DISPATCHED: Tone.WAITING, S.RETURN_ASKED: Tone.DISPUTED,
    S.SIGNED: Tone.WORKING, S.REPORTED: Tone.CLAIMED, S.CALLING_BACK: Tone.CLAIMED, S.REDO: Tone.DISPUTED,
    S.CLOSED: Tone.CONFIRMED, S.ARCHIVED: Tone.CONFIRMED, S.MERGED: Tone.SILENT, S.WITHDRAWN: Tone.SILENT,
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
    M.UPHOLD: gettext_lazy("Objection upheld: the return is open again"),
    M.WITHDRAW: pgettext_lazy("order", "Taken back"),
    M.UNARCHIVE: gettext_lazy("Taken out of the archive"),
}
KINDS: Mapping[OrderKind, Words] = {
    OrderKind.LEAD: gettext_lazy("Responsible unit"),
    OrderKind.ASSIST: gettext_lazy("Assists"),
    OrderKind.HANDED_DOWN: pgettext_lazy("order", "Handed down"),
}
CONSULT_ANSWERS: Mapping[ConsultAnswer, Words] = {
    ConsultAnswer.YES: gettext_lazy("It is ours"),
    ConsultAnswer.NO: gettext_lazy("It is not ours"),
    ConsultAnswer.WITH: gettext_lazy("Ours together with another unit"),
}
SAID: Mapping[Said, Words] = {
    Said.REDO: gettext_lazy("Somebody who raised it says that it is not solved. It is done again with a fresh limit."),
    Said.RAISED: gettext_lazy("Done again %(times)s times. It is raised to %(who)s."),
    Said.PAUSED: gettext_lazy("The clock stood still: %(reason)s"),
    Said.UPHELD: gettext_lazy("The objection was upheld: %(reason)s"),
    Said.HANDED_ON: gettext_lazy("It was handed over anew: this part was taken back."),
    Said.PROPOSED: gettext_lazy("Handed to the unit that was proposed in the return: %(reason)s"),
}
"""The sentences the system writes, in the language of whoever reads them."""


def said_words(row: HasSaid) -> str:
    """Why it happened: what somebody wrote, or the sentence of the system with its values."""
    if not row.said:
        return row.reason
    facts = {name: str(value) for name, value in row.said_facts.items()}
    try:
        return str(SAID[Said(row.said)]) % facts
    except (KeyError, ValueError):
        return row.reason
