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
from huixiang.verification.services.findings import (
    NothingSaid,
    ThresholdImpossible,
    explain_finding,
    review_finding,
    set_threshold,
)
from huixiang.verification.services.looking import (
    Tally,
    look_at_problem,
    look_everywhere,
)

__all__ = [
    "NothingSaid",
    "QuestionOver",
    "SomebodyMayStillAnswer",
    "Tally",
    "ThresholdImpossible",
    "approve_closure",
    "ask_about",
    "ask_speakers",
    "ask_those_who_joined",
    "closing_day",
    "explain_finding",
    "give_verdict",
    "last_day",
    "look_at_problem",
    "look_everywhere",
    "review_finding",
    "set_threshold",
]
