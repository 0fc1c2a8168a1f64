from __future__ import annotations

from django.urls import path

from huixiang.listening.views import imports, protected, retention, revealing, sealed_desk, sealed_keys, speaking

app_name = "listening"
urlpatterns = [
    path("say", speaking.say, name="say"),
    # The form is sent elsewhere than it came from: a POST makes browsers forget their copy of its address, and going
    # back would then show a fresh form with another code.
    path("say/sent", speaking.say, name="sent"),
    path("say/places", speaking.places, name="places"),
    path("say/turn", speaking.turn, name="turn"),
    path("say/sheet", speaking.sheet, name="sheet"),
    path("say/protected", protected.say_protected, name="say_protected"),
    path("say/protected/sent", protected.say_protected, name="protected_sent"),
    path("desk/protected/", sealed_desk.protected, name="protected"),
    path("desk/protected/key/<str:key_kind>/", sealed_keys.key, name="protected_key"),
    path("desk/protected/key/<str:key_kind>/lost", sealed_keys.key_lost, name="protected_key_lost"),
    path("desk/protected/key/<str:key_kind>/unlock", sealed_keys.unlock, name="protected_unlock"),
    path("desk/protected/lock", sealed_keys.lock, name="protected_lock"),
    path("desk/protected/recovery/", sealed_keys.recovery, name="recovery"),
    path("desk/protected/recovery/<int:recovery_id>", sealed_keys.complete_recovery, name="recovery_complete"),
    path("desk/protected/upper/", sealed_keys.upper, name="upper"),
    path("desk/protected/<uuid:case_id>/", sealed_desk.case, name="protected_case"),
    path("desk/protected/<uuid:case_id>/write", sealed_desk.write, name="protected_write"),
    path("desk/protected/<uuid:case_id>/summary", sealed_desk.summarise, name="protected_summary"),
    path("desk/protected/<uuid:case_id>/draft", sealed_desk.draft, name="protected_draft"),
    path("desk/protected/<uuid:case_id>/hand-on", sealed_desk.hand_on, name="protected_hand_on"),
    path("desk/protected/<uuid:case_id>/reveal", sealed_desk.ask_to_reveal, name="protected_reveal"),
    path("desk/protected/<uuid:case_id>/identity", sealed_desk.show_identity, name="protected_identity"),
    path("desk/protected/<uuid:case_id>/file/<uuid:sealed_file_id>", sealed_desk.sealed_file, name="protected_file"),
    path("desk/protected/reveal/<int:revelation_id>", sealed_desk.decide_reveal, name="protected_decide"),
    path("desk/confidential/<uuid:voice_id>/", revealing.reveal, name="reveal"),
    path("desk/confidential/<uuid:voice_id>/name", revealing.show, name="reveal_show"),
    path("desk/confidential/decide/<int:revelation_id>", revealing.decide, name="reveal_decide"),
    path("desk/retention/", retention.retention, name="retention"),
    path("desk/retention/due/", retention.due, name="due"),
    path("desk/retention/due/<int:notice_id>", retention.hold, name="due_hold"),
    path("desk/erasures/", retention.erasures, name="erasures"),
    path("desk/erasures/<int:erasure_order_id>", retention.decide, name="erasure_decide"),
    path("desk/erasures/voice/<uuid:voice_id>/", retention.ask, name="erasure_ask"),
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
