"""Put together what was said more than once: re-posts, edits, extensions and excerpts of one text.

Lossless: every voice keeps its row and its words; a repeat only points to the first voice of its family and says
why. Two places that used one template are never put together.
"""

from huixiang.digest.repeats.finding import REPEATS, find_repeats
from huixiang.digest.repeats.rules import RULES, Rules

__all__ = ["REPEATS", "RULES", "Rules", "find_repeats"]
