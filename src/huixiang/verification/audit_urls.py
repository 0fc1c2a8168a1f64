from __future__ import annotations

from django.urls import URLPattern, path

from huixiang.verification.views import audit_acts, audits, public_audits

app_name = "audits"
urlpatterns: list[URLPattern] = [
    path("audits/", public_audits.public_list, name="public_list"),
    path("audits/<int:audit_id>/", public_audits.public, name="public"),
    path("audits/<int:audit_id>/file", public_audits.file, name="file"),
    path("desk/audits/", audits.audits, name="audits"),
    path("desk/audits/new/", audit_acts.new, name="new"),
    path("desk/audits/<int:audit_id>/", audits.audit, name="audit"),
    path("desk/audits/<int:audit_id>/beacon/", audit_acts.beacon, name="beacon"),
    path("desk/audits/<int:audit_id>/draw/", audit_acts.draw, name="draw"),
    path("desk/audits/<int:audit_id>/rule/", audit_acts.rule, name="rule"),
    path("desk/audits/<int:audit_id>/off/", audit_acts.off, name="off"),
    path("desk/audits/parties/<int:party_id>/", audit_acts.party, name="party"),
    path("desk/audits/drawn/<int:sampled_id>/", audit_acts.look, name="look"),
    path("desk/audits/drawn/<int:sampled_id>/correct/", audit_acts.correct, name="correct"),
    path("desk/audits/photos/<uuid:photo_id>", audits.photo, name="photo"),
]
