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

__all__ = [
    "QuestionOver",
    "SomebodyMayStillAnswer",
    "approve_closure",
    "ask_about",
    "ask_speakers",
    "ask_those_who_joined",
    "closing_day",
    "give_verdict",
    "last_day",
]
