from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.ledger.views import orders

app_name = "ledger_orders"
urlpatterns: list[URLPattern] = [
    path("tasks/", orders.tasks, name="tasks"),
    path("orders/", orders.orders, name="orders"),
]
