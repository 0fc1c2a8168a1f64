"""The WSGI application that the web server loads."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huixiang.config.settings")
os.environ.setdefault("HX_POOLED", "yes")

application = get_wsgi_application()
