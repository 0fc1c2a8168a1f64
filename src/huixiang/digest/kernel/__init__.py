"""The engine's inner loops over characters: sketches, gram sets, what two texts share.

Compiled C where a library was built for this machine, numpy where not; the results are the same. The caller
decides what is alike; nothing here judges.
"""

from huixiang.digest.kernel.paths import families, gram_sets, longest_runs, shared, sketch
from huixiang.digest.kernel.shapes import Families, GramSets, Sketches
from huixiang.digest.kernel.texts import Texts, texts_of

__all__ = [
    "Families",
    "GramSets",
    "Sketches",
    "Texts",
    "families",
    "gram_sets",
    "longest_runs",
    "shared",
    "sketch",
    "texts_of",
]
