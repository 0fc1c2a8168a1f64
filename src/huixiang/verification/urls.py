from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.verification import views

app_name = "verification"
urlpatterns: list[URLPattern] = [
    path("", views.queue, name="queue"),
    path("<int:number>/<int:round_>/", views.approve, name="approve"),
]
