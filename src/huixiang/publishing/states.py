"""The groups of the board, what waits in the publication queue, papers and what is counted. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class BoardGroup(StrEnum):
    """A way to look at the board. Groups overlap: an overdue problem is unsolved too."""

    ALL = "all"
    UNSOLVED = "unsolved"
    OVERDUE = "overdue"
    REOPENED = "reopened"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    SILENT = "silent"


class Waiting(StrEnum):
    """What a person must approve before everybody may read it."""

    WORDS = "words"
    MEASURES = "measures"
    EVIDENCE = "evidence"
    REPLIES = "replies"


class PaperKind(StrEnum):
    """An official paper: 征求意见汇总表, 问题清单, 整改台账, 意见反馈函, a plan, and the three registers."""

    SUMMARY = "summary"
    PROBLEMS = "problems"
    LEDGER = "ledger"
    LETTERS = "letters"
    PLAN = "plan"
    RULES = "rules"
    PLEDGES = "pledges"
    PROJECTS = "projects"


REGISTERS = (PaperKind.PLAN, PaperKind.RULES, PaperKind.PLEDGES, PaperKind.PROJECTS)
"""The papers of plans and registers: few rows, read at once."""

TABLES = (PaperKind.SUMMARY, PaperKind.PROBLEMS, PaperKind.LEDGER, *REGISTERS)
"""The papers that are tables: their columns are the organisation's to arrange."""

OF_VOICES = frozenset({PaperKind.SUMMARY, PaperKind.LETTERS})
"""The papers that hold words of speakers; the others hold problems."""


class PaperForm(StrEnum):
    """The format of a paper, which is also the ending of its file."""

    DOCX = "docx"
    XLSX = "xlsx"
    PDF = "pdf"


class PaperState(StrEnum):
    """Whether a paper can be fetched. Expired ones are told by their day."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class Question(StrEnum):
    """What can be counted from the records, each with rows behind it."""

    VOICES = "voices"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"
    PROBLEMS = "problems"
    CLOSED = "closed"
    OPEN = "open"
    OVERDUE = "overdue"
    MEASURES = "measures"
    MEASURES_DONE = "measures_done"
    UNITS = "units"
    VOICES_OF = "voices_of"
    RULES = "rules"
    RULES_DONE = "rules_done"
    PROMISES = "promises"
    PROMISES_KEPT = "promises_kept"
    PROJECTS = "projects"
    PROJECTS_FINISHED = "projects_finished"


COUNTS_VOICES = frozenset({Question.VOICES, Question.ANSWERED, Question.SET_ASIDE, Question.VOICES_OF})
COUNTS_MEASURES = frozenset({Question.MEASURES, Question.MEASURES_DONE})
COUNTS_RULES = frozenset({Question.RULES, Question.RULES_DONE})
COUNTS_PROMISES = frozenset({Question.PROMISES, Question.PROMISES_KEPT})
COUNTS_PROJECTS = frozenset({Question.PROJECTS, Question.PROJECTS_FINISHED})
OF_REGISTERS = COUNTS_RULES | COUNTS_PROMISES | COUNTS_PROJECTS
"""What is counted in the registers: never voices, problems or measures."""
