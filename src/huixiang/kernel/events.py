"""Upstream tells, downstream listens. The one table of who listens is ``config/wiring.py``.

A handler runs inside the caller's transaction and does no more than queue a job there, so an event and
its consequences are kept or lost together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_handlers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[E], *handlers: Callable[[E], None]) -> None:
    """Call the handlers with each event of this type from now on, in this order; one given twice counts once."""
    known = _handlers[event_type]
    known += [handler for handler in dict.fromkeys(handlers) if handler not in known]


def emit(event: object) -> None:
    """Hand the event to its listeners, in the order they subscribed. Nobody listening is fine."""
    for handler in _handlers[type(event)]:
        handler(event)
