"""The demo: a county bureau that does not exist, its people, places and what they say."""

PASSWORD = "huixiang-demo-2026"  # noqa: S105 - printed for everybody, of the demo only
"""Of every demo account: printed at the start, so that a newcomer can sign in."""
