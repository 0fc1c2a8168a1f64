from __future__ import annotations

from django.urls import path

from huixiang.listening.views import imports, speaking

app_name = "listening"
urlpatterns = [
    path("say", speaking.say, name="say"),
    # The form is sent elsewhere than it came from: a POST makes browsers forget their copy of its address, and going
    # back would then show a fresh form with another code.
    path("say/sent", speaking.say, name="sent"),
    path("say/places", speaking.places, name="places"),
    path("say/sheet", speaking.sheet, name="sheet"),
    path("desk/register", speaking.register, name="register"),
    path("desk/imports/", imports.imports, name="imports"),
    path("desk/imports/<int:import_id>/", imports.one_import, name="import"),
    path("desk/imports/<int:import_id>/cancel", imports.cancel, name="import_cancel"),
    path("desk/imports/<int:import_id>/withdraw", imports.withdraw, name="import_withdraw"),
    path("desk/imports/<int:import_id>/restore", imports.restore, name="import_restore"),
    path("desk/imports/<int:import_id>/failed.xlsx", imports.failed, name="import_failed"),
    path("desk/imports/<int:import_id>/typing", imports.start_typing, name="import_typing"),
    path("desk/imports/<int:import_id>/typed", imports.end_typing, name="import_typed"),
    path("desk/imports/<int:import_id>/type", imports.type_off, name="import_type"),
    path("desk/imports/<int:import_id>/page/<int:page>", imports.picture, name="import_picture"),
    path("file/<uuid:file_id>", speaking.file, name="file"),
]
