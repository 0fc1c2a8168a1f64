"""The words for papers, their states, and what can be counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

from huixiang.publishing.states import PaperForm, PaperKind, PaperState, Question

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    Words: TypeAlias = _StrOrPromise
else:
    Words = object

PAPERS: Mapping[PaperKind, Words] = {
    PaperKind.SUMMARY: _("Summary of opinions (征求意见汇总表)"),
    PaperKind.PROBLEMS: _("Problem list (问题清单)"),
    PaperKind.LEDGER: _("Rectification ledger (整改台账)"),
    PaperKind.LETTERS: _("Letters of feedback, one for each unit (意见反馈函)"),
    PaperKind.PLAN: _("A plan (两方案一计划)"),
    PaperKind.RULES: _("Register of rules (制度台账)"),
    PaperKind.PLEDGES: _("Pledge list (公开承诺清单)"),
    PaperKind.PROJECTS: _("Project ledger (实事项目台账)"),
}
PAPER_HINTS: Mapping[PaperKind, Words] = {
    PaperKind.SUMMARY: _("Every voice with its words, what it feeds and what became of it. Never who spoke."),
    PaperKind.PROBLEMS: _("Every problem with how many voices stand behind it, and who is responsible."),
    PaperKind.LEDGER: _("Every problem with measures, deadline, progress, claim and closing."),
    PaperKind.LETTERS: _("The words as spoken, to the unit they concern. Not who spoke, nor when, where or how."),
    PaperKind.PLAN: _("One plan, as it was approved or as the ledger stands now. Choose it below."),
    PaperKind.RULES: _("Every rule made, revised or abolished, with the problems it answers and its review."),
    PaperKind.PLEDGES: _("Every promised thing with its day and what somebody from outside found."),
    PaperKind.PROJECTS: _("Every project with quantity, cost in yuan, place and progress, and the totals."),
}
FORMS: Mapping[PaperForm, Words] = {
    PaperForm.DOCX: _("Word (.docx), to edit"),
    PaperForm.XLSX: _("Excel (.xlsx), to count and filter"),
    PaperForm.PDF: _("PDF, to print"),
}
PAPER_STATES: Mapping[PaperState, Words] = {
    PaperState.WAITING: _("Being made"),
    PaperState.READY: _("Ready"),
    PaperState.FAILED: _("Could not be made"),
}
QUESTIONS: Mapping[Question, Words] = {
    Question.VOICES: _("Voices received"),
    Question.ANSWERED: _("Voices answered"),
    Question.SET_ASIDE: _("Voices set aside"),
    Question.PROBLEMS: _("Problems listed"),
    Question.CLOSED: _("Problems closed"),
    Question.OPEN: _("Problems still open"),
    Question.OVERDUE: _("Problems overdue"),
    Question.MEASURES: _("Measures planned"),
    Question.MEASURES_DONE: _("Measures carried out"),
    Question.UNITS: _("Units responsible for problems"),
    Question.VOICES_OF: _("Voices behind problems"),
    Question.RULES: _("Rules planned or in force"),
    Question.RULES_DONE: _("Rules in force or abolished"),
    Question.PROMISES: _("Things promised"),
    Question.PROMISES_KEPT: _("Promises found kept"),
    Question.PROJECTS: _("Projects entered"),
    Question.PROJECTS_FINISHED: _("Projects finished"),
}
