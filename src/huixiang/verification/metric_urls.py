from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.verification.views import metrics as views, supplied

app_name = "metrics"
urlpatterns: list[URLPattern] = [
    path("", views.metrics, name="metrics"),
    path("rows/", views.rows, name="rows"),
    path("keep", views.keep, name="keep"),
    path("results/", views.results, name="results"),
    path("results/<int:result_id>/", views.result, name="result"),
    path("rules/", views.rules, name="rules"),
    path("rules/set", views.rule_set, name="rule_set"),
    path("supplied/", supplied.supplied, name="supplied"),
    path("supplied/residents", supplied.supply_residents, name="supply_residents"),
    path("supplied/calls", supplied.supply_calls, name="supply_calls"),
]
