"""Words of the problem list as a table: its columns, and what can be done with many problems at once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

COLUMN_WORDS = {
    "state": _("State"),
    "unit": _("Unit"),
    "helping": _("Helping units"),
    "leader": _("Responsible leader"),
    "place": _("Place"),
    "kind": _("What is wanted"),
    "statement": _("What is wrong"),
    "measures": _("Measures"),
    "opened": _("Listed on"),
    "due": _("Due"),
    "days": _("Working days"),
    "closed": _("Day of closing"),
    "voices": _("Voices"),
    "reopened": _("Times reopened"),
    "act": _("Last act"),
}
"""The columns somebody can choose, in the order in which they stand."""

USUAL_COLUMNS = ("state", "unit", "due", "days", "voices", "act")

MANY_WORDS = {
    "extend": _("Give more time"),
    "assign": _("Hand to a unit"),
    "leader": _("Set the responsible leader"),
}
"""What can be done with many problems at once."""
