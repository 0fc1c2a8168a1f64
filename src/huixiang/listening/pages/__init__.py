"""What the pages of listening show."""

from huixiang.listening.pages.sealed import (
    Asked,
    SealedSent,
    asked,
    cases_table,
    sealed_sent,
    short_name,
    waiting_protected,
)
from huixiang.listening.pages.speaking import CodeCard, NextSteps, Sent, code_card, next_steps, sent_page

__all__ = [
    "Asked",
    "CodeCard",
    "NextSteps",
    "SealedSent",
    "Sent",
    "asked",
    "cases_table",
    "code_card",
    "next_steps",
    "sealed_sent",
    "sent_page",
    "short_name",
    "waiting_protected",
]
