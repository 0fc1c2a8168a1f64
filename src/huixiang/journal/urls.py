from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.journal import views

app_name = "journal"

urlpatterns: list[URLPattern] = [path("", views.entries, name="entries")]
