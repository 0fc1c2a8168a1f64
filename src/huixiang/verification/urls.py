from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.verification import views
from huixiang.verification.views import small_offices

app_name = "verification"
urlpatterns: list[URLPattern] = [
    path("", views.queue, name="queue"),
    path("<int:number>/<int:round_>/", views.approve, name="approve"),
    path("small-offices/", small_offices.small_offices, name="small_offices"),
    path("small-offices/declare", small_offices.small_office_declare, name="small_office_declare"),
    path("small-offices/<int:office_id>/end", small_offices.small_office_end, name="small_office_end"),
]
