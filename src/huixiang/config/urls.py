"""Every route of the site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("huixiang.listening.urls")),  # first, since routes are tried in order: people speak up here
    path("", include("huixiang.web.urls")),
    path("", include("huixiang.people.urls")),
    path("account/", include("allauth.urls")),
    path("desk/journal/", include("huixiang.journal.urls")),
    path("desk/inbox/", include("huixiang.sorting.urls")),
    path("desk/taxonomies/", include("huixiang.sorting.taxonomy_urls")),
    path("desk/problems/", include("huixiang.ledger.urls")),
    path("desk/", include("huixiang.ledger.order_urls")),
    path("", include("huixiang.ledger.plan_urls")),
    path("desk/", include("huixiang.ledger.supervision_urls")),
    path("desk/findings/", include("huixiang.verification.finding_urls")),
    path("desk/closing/", include("huixiang.verification.urls")),
    path("desk/dashboard/", include("huixiang.verification.dashboard_urls")),
    path("desk/metrics/", include("huixiang.verification.metric_urls")),
    path("desk/callbacks/", include("huixiang.verification.callback_urls")),
    path("", include("huixiang.verification.audit_urls")),
    path("", include("huixiang.publishing.urls")),
    path("", include("huixiang.transparency.urls")),
]
handler400 = "huixiang.web.errors.bad_request"
handler403 = "huixiang.web.errors.permission_denied"
handler404 = "huixiang.web.errors.page_not_found"
handler500 = "huixiang.web.errors.server_error"
