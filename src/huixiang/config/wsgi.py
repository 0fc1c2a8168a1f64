"""The WSGI application that the web server loads."""

from __future__ import annotations

import os

import django

from huixiang.ops.children import end_with_parent
from huixiang.web.small_forms import HouseHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huixiang.config.settings")
os.environ.setdefault("HX_POOLED", "yes")

# The web server's own processes would outlive it when it is killed, and go on answering beside the new ones.
if os.environ.get("HX_SUPERVISED") == "yes":
    end_with_parent()

django.setup(set_prefix=False)
application = HouseHandler()
