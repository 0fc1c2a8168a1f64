"""What the pages of listening show."""

from huixiang.listening.pages.speaking import CodeCard, NextSteps, Sent, code_card, next_steps, sent_page

__all__ = ["CodeCard", "NextSteps", "Sent", "code_card", "next_steps", "sent_page"]
