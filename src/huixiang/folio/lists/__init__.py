"""Lists of opinions and problems as offices write them: documents in, one tree of items out.

It promises that every sentence of a document comes back exactly once: as a heading, as an item's
words or as a rest with its role. Nothing is corrected, nothing is dropped, doubts become notes.
"""
