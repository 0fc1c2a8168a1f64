from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.verification.views.dashboard import dashboard

app_name = "dashboard"
urlpatterns: list[URLPattern] = [path("", dashboard, name="dashboard")]
