"""The words of what stands beside a problem, for the timeline of its life."""

from __future__ import annotations

from collections.abc import Mapping

from huixiang.kernel.actor import Actor
from huixiang.ledger import queries
from huixiang.ledger.life import Detail
from huixiang.sorting.models import Problem


def side_details(problem: Problem, reader: Actor) -> Mapping[str, Detail]:
    """Why it was suspended, not counted, objected to or pressed, beside each act (6 queries)."""
    found: dict[str, Detail] = {}
    for each in problem.suspensions.all():
        found[f"ledger.suspension.asked/suspension:{each.pk}"] = Detail(f"{each.cause}\n{each.plan}")
        for act in ("granted", "refused"):
            found[f"ledger.suspension.{act}/suspension:{each.pk}"] = Detail(each.decided_words)
    found |= {f"suspension_review:{review.pk}": Detail(review.words) for review in queries.reviews_of(problem)}
    for kind, claims in (("exclusion", problem.exclusions.all()), ("appeal", problem.appeals.all())):
        asked = "asked" if kind == "exclusion" else "made"
        for claim in claims:
            found[f"ledger.{kind}.{asked}/{kind}:{claim.pk}"] = Detail(claim.words)
            for act in ("granted", "refused"):
                found[f"ledger.{kind}.{act}/{kind}:{claim.pk}"] = Detail(claim.decided_words)
    orders = queries.supervision_of(problem, reader).prefetch_related("answers", "reviews")
    for order in orders:
        found[f"ledger.supervision.sent/supervision:{order.pk}"] = Detail(f"{order.found}\n{order.required}")
        found |= {f"supervision_answer:{answer.pk}": Detail(answer.words) for answer in order.answers.all()}
        found |= {f"supervision_review:{review.pk}": Detail(review.words) for review in order.reviews.all()}
    return found
