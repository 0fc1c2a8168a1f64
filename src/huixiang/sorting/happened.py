"""What last happened to a voice, as a sentence: who did what and how long ago."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from huixiang.sorting.models import Act, InboxItem
from huixiang.sorting.states import ActKind

SENTENCES = {
    ActKind.OPEN: gettext_lazy("%(name)s made it problem %(number)s, %(ago)s."),
    ActKind.JOIN: gettext_lazy("%(name)s joined it to problem %(number)s, %(ago)s."),
    ActKind.LEAVE: gettext_lazy("%(name)s took it out of problem %(number)s, %(ago)s."),
    ActKind.MOVE: gettext_lazy("%(name)s moved it to problem %(number)s, %(ago)s."),
    ActKind.SPLIT: gettext_lazy("%(name)s split it off into problem %(number)s, %(ago)s."),
    ActKind.MERGE: gettext_lazy("%(name)s merged its problem into problem %(number)s, %(ago)s."),
    ActKind.ANSWER: gettext_lazy("%(name)s answered it, %(ago)s."),
    ActKind.SET_ASIDE: gettext_lazy("%(name)s set it aside, %(ago)s."),
    ActKind.LABEL: gettext_lazy("%(name)s put it under a label, %(ago)s."),
    ActKind.UNLABEL: gettext_lazy("%(name)s took a label off it, %(ago)s."),
    ActKind.ACCEPT: gettext_lazy("%(name)s accepted a suggestion, %(ago)s."),
    ActKind.CHANGE: gettext_lazy("%(name)s changed a suggestion, %(ago)s."),
    ActKind.REFUSE: gettext_lazy("%(name)s refused a suggestion, %(ago)s."),
}


def what_happened(item: InboxItem, *, at: datetime) -> str:
    """Say who last did what to the voice. Needs ``acted_by`` and ``last_act`` loaded; empty if nobody has acted."""
    if item.acted_at is None:
        return ""
    name = item.acted_by.name if item.acted_by else _("The system")
    facts = {"name": name, "ago": ago(item.acted_at, at=at)}
    act = item.last_act
    # An undoing leaves the act before it as the last one; its time then differs from that of the item.
    if act is None or act.at != item.acted_at:
        return _("%(name)s undid the last act over it, %(ago)s.") % facts
    return str(SENTENCES[ActKind(act.kind)]) % {**facts, "number": act.facts.get("number", "")}


def act_words(act: Act, *, at: datetime) -> str:
    """Say what an act did, for the line that offers to undo it. Needs ``by`` loaded."""
    name = act.by.name if act.by else _("The system")
    facts = {"name": name, "ago": ago(act.at, at=at), "number": act.facts.get("number", "")}
    return str(SENTENCES[ActKind(act.kind)]) % facts


def ago(then: datetime, *, at: datetime) -> str:
    """Say how long ago: just now, minutes, hours, days."""
    passed = at - then
    if passed < timedelta(minutes=1):
        return _("just now")
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", minutes) % {"count": minutes}
    if passed < timedelta(days=1):
        hours = int(passed.total_seconds() // 3600)
        return ngettext("%(count)s hour ago", "%(count)s hours ago", hours) % {"count": hours}
    return ngettext("%(count)s day ago", "%(count)s days ago", passed.days) % {"count": passed.days}
