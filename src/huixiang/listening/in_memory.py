"""Takes uploads of the protected lane into memory only: Django would write those above 1 MB to a plain file first."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler


class InMemoryOnly(MemoryFileUploadHandler):
    """Django's handler for small files, for files of any size a form of ours may have."""

    def handle_raw_input(self, *_args: Any, **_named: Any) -> None:
        """Take whatever comes; ``BoundsMiddleware`` has refused what is larger than any form of ours."""
        self.activated = True
