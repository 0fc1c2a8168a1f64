from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.verification.views import findings

app_name = "findings"
urlpatterns: list[URLPattern] = [
    path("", findings.findings, name="findings"),
    path("rules/", findings.rules, name="rules"),
    path("rules/threshold/", findings.threshold_set, name="threshold_set"),
    path("<int:finding_id>/", findings.finding, name="finding"),
    path("<int:finding_id>/explain/", findings.explain, name="explain"),
    path("<int:finding_id>/review/", findings.review, name="review"),
]
