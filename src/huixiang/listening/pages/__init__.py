"""What the pages of listening show."""

from huixiang.listening.pages.sealed import (
    Asked,
    DraftLine,
    SealedSent,
    asked,
    cases_table,
    draft_lines,
    sealed_sent,
    short_name,
    waiting_protected,
)
from huixiang.listening.pages.speaking import CodeCard, NextSteps, Sent, code_card, next_steps, sent_page

__all__ = [
    "Asked",
    "CodeCard",
    "DraftLine",
    "NextSteps",
    "SealedSent",
    "Sent",
    "asked",
    "cases_table",
    "code_card",
    "draft_lines",
    "next_steps",
    "sealed_sent",
    "sent_page",
    "short_name",
    "waiting_protected",
]
