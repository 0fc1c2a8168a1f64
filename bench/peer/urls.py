"""The routes of django-helpdesk at the root, with the admin its templates link to."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk")), path("admin/", admin.site.urls)]
