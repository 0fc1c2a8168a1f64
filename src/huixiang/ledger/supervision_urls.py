"""Addresses of the supervisor's desk, supervision orders, the escalation ladder and a leader's overview."""

from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.ledger.views import desk, ladder, supervision

app_name = "supervision"
urlpatterns: list[URLPattern] = [
    path("supervision/", desk.supervision, name="desk"),
    path("supervision/decisions/", desk.decisions, name="decisions"),
    path("supervision/rows/<slug:kind>/", desk.rows, name="rows"),
    path("supervision/orders/", supervision.orders, name="orders"),
    path("supervision/new/", supervision.new, name="new"),
    path("supervision/ladder/", ladder.ladder, name="ladder"),
    path("supervision/ladder/set/", ladder.ladder_set, name="ladder_set"),
    path("supervision/ladder/usual/", ladder.ladder_usual, name="ladder_usual"),
    path("supervision/ladder/<int:step_id>/end/", ladder.ladder_end, name="ladder_end"),
    path("supervision/reminders/", ladder.reminders, name="reminders"),
    path("supervision/reminders/<int:reminder_id>/", ladder.reminder_note, name="reminder_note"),
    path("supervision/<int:supervision_id>/", supervision.order, name="order"),
    path("supervision/<int:supervision_id>/send/", supervision.send, name="send"),
    path("supervision/<int:supervision_id>/sign/", supervision.sign, name="sign"),
    path("supervision/<int:supervision_id>/answer/", supervision.answer, name="answer"),
    path("supervision/<int:supervision_id>/review/", supervision.review, name="review"),
    path("supervision/<int:supervision_id>/raise/", supervision.raise_, name="raise"),
    path("supervision/<int:supervision_id>/drop/", supervision.drop, name="drop"),
    path("overview/", desk.overview, name="overview"),
    path("overview/<slug:kind>/", desk.overview_rows, name="overview_rows"),
]
