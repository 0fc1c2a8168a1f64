"""The numbers by which voices become matters, each with where it comes from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final


@dataclass(frozen=True, slots=True)
class Rules:
    """What counts as alike. Shares are from 0 to 1; see docs/algorithms/matters.md for how they were found."""

    title_weight: int = 3  # a pair of characters in the title counts as often
    opening: int = 150  # characters of the body that are read: what follows is story, and misleads
    common: float = 0.2  # pairs in more than this share of the texts say nothing
    semantic: float = 0.3  # the part of likeness that looks past the letters
    dimensions: int = 80  # of the space in which pairs that keep the same company lie together
    enough: int = 500  # texts from which on such a space is learned
    learned_from: int = 10_000  # texts it is learned from, spread evenly over all
    yearly: float = 0.05  # likeness lost for each year between two texts, two years at most
    elsewhere: float = 0.3  # share of likeness lost when both name places of one kind and share none
    cut: float = 0.34  # two groups join while their mean likeness is at least this
    kin: float = 0.52  # groups of one matter said in several ways join while their centres are this alike
    keys: int = 24  # rare pairs by which a text is looked up
    postings: int = 100  # texts that a rare pair leads to at most
    lookups: int = 120  # texts met on average in looking one up; the commonest keys give way
    chains: int = 8  # commoner pairs along which a text meets its next fellows
    neighbours: int = 10  # texts that are compared with a text
    largest: int = 500  # representatives that are weighed against each other at once
    now: datetime | None = None  # to which heat is measured; the time of the latest voice if not given


RULES: Final = Rules()
