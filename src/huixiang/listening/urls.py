from __future__ import annotations

from django.urls import path

from huixiang.listening import views

app_name = "listening"
urlpatterns = [
    path("say", views.say, name="say"),
    # The form is sent elsewhere than it came from: a POST makes browsers forget their copy of its address, and going
    # back would then show a fresh form with another code.
    path("say/sent", views.say, name="sent"),
    path("say/places", views.places, name="places"),
    path("say/sheet", views.sheet, name="sheet"),
    path("desk/register", views.register, name="register"),
    path("file/<uuid:file_id>", views.file, name="file"),
]
