"""Headings with the words that go with them, shipped as data: general public affairs, and 四风."""
