"""Who did what to which reference, when: an append-only record written in the caller's transaction.

Words: JournalEntry (履历条目).
"""
