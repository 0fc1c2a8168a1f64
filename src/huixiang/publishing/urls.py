from __future__ import annotations

from django.urls import path

from huixiang.publishing.views import (
    board,
    columns,
    feed,
    figures,
    metrics_file,
    papers,
    problem,
    queue,
    receipt,
    reports,
    sealed_receipt,
    similar,
    supervision,
)

app_name = "publishing"
urlpatterns = [
    path("", board.board, name="board"),
    path("board.atom", feed.feed, name="feed"),
    path("p/<int:number>", problem.problem, name="problem"),
    path("p/<int:number>/evidence/<uuid:evidence_id>", problem.evidence, name="evidence"),
    path("u/<str:code>", board.unit, name="unit"),
    path("say/similar", similar.similar, name="similar"),
    path("receipt", receipt.receipt, name="receipt"),
    path("receipt/write", receipt.write, name="receipt_write"),
    path("receipt/verdict", receipt.verdict, name="receipt_verdict"),
    path("receipt/sealed", sealed_receipt.receipt, name="sealed_receipt"),
    path("receipt/sealed/write", sealed_receipt.write, name="sealed_write"),
    path("receipt/sealed/file/<uuid:sealed_file_id>", sealed_receipt.file, name="sealed_file"),
    path("receipt/leave", receipt.leave, name="receipt_leave"),
    path("desk/publishing/", queue.queue, name="queue"),
    path("desk/publishing/<int:number>/", queue.item, name="queue_item"),
    path("desk/publishing/<int:number>/words", queue.words, name="queue_words"),
    path("desk/publishing/<int:number>/reply", queue.reply, name="queue_reply"),
    path("desk/publishing/measure/<int:measure_id>", queue.measure, name="queue_measure"),
    path("desk/publishing/reply/<int:reply_id>", queue.approve_reply, name="queue_approve_reply"),
    path("desk/publishing/evidence/<uuid:evidence_id>", queue.evidence, name="queue_evidence"),
    path("desk/papers/", papers.papers, name="papers"),
    path("desk/papers/columns/", columns.paper_columns, name="paper_columns"),
    path("desk/papers/check/", reports.check, name="report_check"),
    path("desk/papers/supervision/<int:supervision_id>/", supervision.supervision_paper, name="supervision_paper"),
    path("desk/papers/<str:paper_code>/", papers.paper, name="paper"),
    path("desk/papers/<str:paper_code>/file", papers.paper_file, name="paper_file"),
    path("desk/metrics/file", metrics_file.metrics_file, name="metrics_file"),
    path("desk/figures/", figures.figures, name="figures"),
    path("desk/figures/<str:figure_code>/", figures.figure, name="figure"),
]
