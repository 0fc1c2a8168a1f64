from __future__ import annotations

from django.urls import path

from huixiang.transparency.views import backups, heads, log, proof, witness

app_name = "transparency"
urlpatterns = [
    path("log/", log.status, name="status"),
    path("log/sheet", log.sheet, name="sheet"),
    path("log/checkpoint", log.checkpoint, name="checkpoint"),
    path("log/tile/<path:path>", log.tile, name="tile"),
    path("log/check.html", log.check_page, name="check_page"),
    path("log/mail/", heads.ask, name="head_mail_ask"),
    path("log/mail/asked", heads.asked_page, name="head_mail_asked"),
    path("log/mail/<uuid:reader_id>", heads.reader, name="head_mail"),
    path("log/witness/add-checkpoint", witness.add_checkpoint, name="add_checkpoint"),
    path("log/witness/begun-anew", witness.begun_anew, name="begun_anew"),
    path("desk/backups/", backups.backups, name="backups"),
    path("receipt/proof", proof.proof, name="proof"),
]
