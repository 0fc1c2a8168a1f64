"""The acts of publishing in words, as they read after a person's name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "publishing.words.approved": _("approved the words for everybody"),
    "publishing.words.changed": _("changed the public words"),
    "publishing.measure.approved": _("approved a measure for everybody"),
    "publishing.evidence.approved": _("approved evidence for everybody"),
    "publishing.evidence.withdrawn": _("took evidence back from the public"),
    "publishing.reply.written": _("wrote a public reply, to be approved"),
    "publishing.reply.approved": _("approved a public reply"),
    "publishing.reply.withdrawn": _("took a public reply back"),
    "publishing.columns.arranged": _("arranged the columns of a paper"),
    "publishing.paper.ordered": _("asked for a long paper"),
    "publishing.paper.made": _("made a paper"),
    "publishing.paper.failed": _("waited for a paper that could not be made"),
    "publishing.speaker.told": _("left a notice on the receipt"),
}
FACTS = {
    "title": _("characters of the title"),
    "words": _("characters"),
    "paper": _("paper"),
    "form": _("format"),
    "rows": _("rows"),
    "columns": _("columns"),
    "since": _("from"),
    "until": _("until"),
}
UNSAID = ("reply", "why")
