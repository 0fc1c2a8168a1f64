"""What a page without a sign-in may say of a problem, and of draws: public titles, seeds and hashes, no names."""

from __future__ import annotations

from django.db.models import QuerySet

from huixiang.publishing.models import Publication
from huixiang.verification import queries as verification
from huixiang.verification.models import CallBackDraw


def public_title(problem_id: int) -> str:
    """The title a person approved for everybody; empty while there is none."""
    titles = Publication.objects.filter(problem_id=problem_id).values_list("title", flat=True)
    return titles.first() or ""


def public_draws() -> QuerySet[CallBackDraw]:
    """Every draw of call-backs, the latest first; who was drawn is left out."""
    return verification.draws()
