"""The words for columns, orders and acts of the ledger as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _, pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words
else:
    Words = object

COLUMN_WORDS: Final[Mapping[str, Words]] = {
    "state": _("State"),
    "statement": _("Statement"),
    "unit": _("Unit"),
    "leader": _("Responsible leader"),
    "helping": _("Helping units"),
    "place": _("Place"),
    "measures": _("Measures carried out"),
    "opened": _("On the list since"),
    "due": _("Due"),
    "days": _("Working days"),
    "suspended": _("Suspended until review"),
    "reopened": _("Times opened again"),
    "voices": _("Voices"),
    "closed": _("Struck off on"),
    "last_act": _("Last act"),
}
"""The columns there are, in the order of the table; number and title always come first."""
SORT_WORDS: Final[Mapping[str, Words]] = {
    "newest": _("Last acted on first"),
    "due": _("First due first"),
    "number": _("Newest number first"),
    "voices": _("Most voices first"),
}
SORT_OF: Final[Mapping[str, str]] = {"last_act": "newest", "due": "due", "voices": "voices"}
"""The order behind the heading of a column."""
ACT_WORDS: Final[Mapping[str, Words]] = {
    "extend": _("Extend the deadline"),
    "assign": _("Hand it to a unit"),
}
SELECTED: Final = pgettext_lazy("ledger", "Selected:")
