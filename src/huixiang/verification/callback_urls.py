from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.verification.views import callbacks as views

app_name = "callbacks"
urlpatterns: list[URLPattern] = [
    path("", views.calls, name="calls"),
    path("draws/", views.draws, name="draws"),
    path("draws/new/", views.draw_new, name="draw_new"),
    path("draws/<int:draw_id>/", views.draw, name="draw"),
    path("<int:call_id>/", views.call, name="call"),
    path("<int:call_id>/number", views.call_number, name="call_number"),
    path("<int:call_id>/try", views.call_try, name="call_try"),
    path("<int:call_id>/skip", views.call_skip, name="call_skip"),
    path("<int:call_id>/caller", views.call_assign, name="call_assign"),
]
