"""The demo: a county bureau that does not exist, its people, places and what they say."""

PASSWORD = "huixiang-demo-2026"
"""Of every demo account: printed at the start, so that a newcomer can sign in."""
