"""Writes of verification, split by matter. Import this module, not its parts."""

from huixiang.verification.services.asking import (
    QuestionOver,
    SomebodyMayStillAnswer,
    approve_closure,
    ask_about,
    ask_speakers,
    ask_those_who_joined,
    closing_day,
    give_verdict,
    last_day,
)
from huixiang.verification.services.calling import (
    MOST_DAYS,
    TriedToday,
    answer_call,
    note_try,
    show_number,
    skip_call,
)
from huixiang.verification.services.drawing import (
    USUAL_QUOTA,
    USUAL_VOICES,
    CannotRing,
    DrawnBefore,
    NothingToDraw,
    PeriodNotOver,
    assign_call,
    draw_callbacks,
    may_be_caller,
)
from huixiang.verification.services.findings import (
    NothingSaid,
    ThresholdImpossible,
    explain_finding,
    review_finding,
    set_threshold,
)
from huixiang.verification.services.links import answer_by_link, make_links
from huixiang.verification.services.looking import (
    Tally,
    look_at_problem,
    look_everywhere,
)
from huixiang.verification.services.metrics import (
    RuleImpossible,
    figures_kept,
    keep_result,
    set_metric_rule,
)
from huixiang.verification.services.small_offices import (
    NotSmall,
    SmallAlready,
    declare_small_office,
    end_small_office,
)
from huixiang.verification.services.supplied import SuppliedWrong, supply_calls, supply_residents

__all__ = [
    "MOST_DAYS",
    "USUAL_QUOTA",
    "USUAL_VOICES",
    "CannotRing",
    "DrawnBefore",
    "NotSmall",
    "NothingSaid",
    "NothingToDraw",
    "PeriodNotOver",
    "QuestionOver",
    "RuleImpossible",
    "SmallAlready",
    "SomebodyMayStillAnswer",
    "SuppliedWrong",
    "Tally",
    "ThresholdImpossible",
    "TriedToday",
    "answer_by_link",
    "answer_call",
    "approve_closure",
    "ask_about",
    "ask_speakers",
    "ask_those_who_joined",
    "assign_call",
    "closing_day",
    "declare_small_office",
    "draw_callbacks",
    "end_small_office",
    "explain_finding",
    "figures_kept",
    "give_verdict",
    "keep_result",
    "last_day",
    "look_at_problem",
    "look_everywhere",
    "make_links",
    "may_be_caller",
    "note_try",
    "review_finding",
    "set_metric_rule",
    "set_threshold",
    "show_number",
    "skip_call",
    "supply_calls",
    "supply_residents",
]
