"""Django's own command, but quicker; see ``ops/quick_states.py``."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from huixiang.ops.quick_states import quick_states


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with quick_states():
            super().handle(*args, **options)
