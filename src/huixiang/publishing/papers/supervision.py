"""督办单 as a document: one line for each fact of the form, answers and reviews in the order they came."""

from __future__ import annotations

from collections.abc import Iterator

from huixiang.folio.papers.docx import paper_docx
from huixiang.folio.papers.paper import Column, Paper
from huixiang.kernel import clock
from huixiang.ledger import queries as ledger
from huixiang.ledger.models import SupervisionOrder
from huixiang.ledger.states import ReviewOutcome
from huixiang.publishing.papers.words import in_words

COLUMNS = (Column("item", "项目", width=6), Column("content", "内容", width=26))
_OUTCOMES = {
    ReviewOutcome.PASSED: "到位",
    ReviewOutcome.AGAIN: "不到位，再次回复",
    ReviewOutcome.RAISED: "提级督办",
}


def supervision_docx(order: SupervisionOrder) -> bytes:
    """The order as .docx, with what the unit answered and how it was reviewed until now (3 queries)."""
    organisation = order.organisation
    sent_on = clock.day_of(order.sent_at, zone=organisation.zone) if order.sent_at else None
    paper = Paper(
        title=f"{organisation.name}督办单",
        columns=COLUMNS,
        rows=[{"item": item, "content": content} for item, content in _lines(order, organisation.zone)],
        heads=[(number_words(order),)],
        signer=organisation.name,
        signed_on=sent_on,
    )
    return paper_docx(paper)


def number_words(order: SupervisionOrder) -> str:
    """The number of an order as documents bear it: 督办〔2026〕3号."""
    return f"督办〔{order.year}〕{order.number}号"


def _lines(order: SupervisionOrder, zone: str) -> Iterator[tuple[str, str]]:
    yield "督导时间", in_words(clock.day_of(order.sent_at, zone=zone)) if order.sent_at else ""
    yield "督办对象", order.unit.name
    yield "涉及问题", "\n".join(f"{problem.number} {problem.title}" for problem in ledger.problems_of(order))
    yield "发现问题", order.found
    yield "整改要求", order.required
    yield "反馈时限", in_words(order.answer_by) if order.answer_by else ""
    yield "签收人、时间", _signed(order, zone)
    yield from _answers(order, zone)


def _signed(order: SupervisionOrder, zone: str) -> str:
    if order.signed_by is None or order.signed_at is None:
        return ""
    return f"{order.signed_by.name}，{in_words(clock.day_of(order.signed_at, zone=zone))}"


def _answers(order: SupervisionOrder, zone: str) -> Iterator[tuple[str, str]]:
    """Answers and reviews by their moment; the empty lines of the form where there is none yet."""
    answers, reviews = list(order.answers.select_related("by")), list(order.reviews.select_related("by"))
    found = [(answer.at, "整改回复", answer.words, answer.by.name) for answer in answers]
    for review in reviews:
        words = f"{_OUTCOMES[ReviewOutcome(review.outcome)]}。{review.words}"
        found.append((review.at, "复核结论", words, review.by.name))
    for at, item, words, name in sorted(found, key=lambda line: line[0]):
        yield item, f"{words}（{name}，{in_words(clock.day_of(at, zone=zone))}）"
    if not answers:
        yield "整改回复", ""
    if not reviews:
        yield "复核结论", ""
