"""Text in, sorted text out: the pure library that reads what people wrote.

It promises the same answer for the same text, knows no database and no clock, and never
changes a voice: everything it returns is a suggestion or a place in the text.
"""
