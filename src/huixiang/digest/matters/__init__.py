"""Which voices raise one matter: the same thing at the same place; what is told of it, and why each is in it."""

from huixiang.digest.matters.attaching import attach
from huixiang.digest.matters.explaining import Explanation, NotInMatter, explain
from huixiang.digest.matters.finding import find_matters
from huixiang.digest.matters.rules import RULES, Rules
from huixiang.digest.matters.tables import MATTERS_OUT, VOICES_OUT, Matters

__all__ = [
    "MATTERS_OUT",
    "RULES",
    "VOICES_OUT",
    "Explanation",
    "Matters",
    "NotInMatter",
    "Rules",
    "attach",
    "explain",
    "find_matters",
]
