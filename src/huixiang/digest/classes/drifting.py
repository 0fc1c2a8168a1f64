"""Notice that voices have changed since a model was made: other classes, less certainty, words it never met.

Decides what is compared and what counts as changed; to label some new texts and train again is a person's choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from huixiang.digest.classes.classifying import SUREST
from huixiang.digest.classes.model import Taxonomy, informative, look_up, score
from huixiang.digest.words import Words

SHIFTED: Final = 0.2  # a population stability index from here on is a changed population
NEW_WORDS: Final = 20
_RARE: Final = 1e-4  # a share of nothing counts as this


@dataclass(frozen=True, slots=True)
class Profile:
    """What n texts look like to a taxonomy; shares from 0 to 1.

    ``shares`` of each class among the likeliest, mean ``confidence``, share ``silent`` below the usual limit, share
    ``unseen`` of words outside the vocabulary, and the commonest of these with the number of texts that have them.
    """

    texts: int
    shares: dict[str, float]
    confidence: float
    silent: float
    unseen: float
    new_words: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """The change between two profiles: ``shift`` is the population stability index of the classes.

    ``moved`` gives each class's change of share, the largest change first; the others are now minus before.
    """

    shift: float
    moved: tuple[tuple[str, float], ...]
    confidence: float
    silent: float
    unseen: float

    @property
    def changed(self) -> bool:
        """Tell whether the classes have shifted so far that somebody should look."""
        return self.shift >= SHIFTED


def profile(taxonomy: Taxonomy, texts: Sequence[str] | Words, *, surest: float = SUREST) -> Profile:
    """Describe n texts as a taxonomy sees them; texts without words are left out, none give zeros. Linear."""
    words = informative(texts)
    words = words.take(np.flatnonzero(np.diff(words.offsets) > 0))
    if not len(words):
        return Profile(0, dict.fromkeys(taxonomy.classes, 0.0), 0.0, 0.0, 0.0, ())
    scored = score(look_up(taxonomy, words.terms), words)
    chance = taxonomy.sureness.chances(scored.scores)
    best = chance.max(1)
    counted = np.bincount(chance.argmax(1), minlength=len(taxonomy.classes)) / len(words)
    strange = np.array([term not in taxonomy.number for term in words.terms], bool)
    had = np.bincount(scored.rows.indices, minlength=len(words.terms)) * strange
    common = np.argsort(-had, kind="stable")[:NEW_WORDS]
    return Profile(
        texts=len(words),
        shares=dict(zip(taxonomy.classes, counted.tolist(), strict=True)),
        confidence=float(best.mean()),
        silent=float((best < surest).mean()),
        unseen=float(strange[words.ids].mean()),
        new_words=tuple((words.terms[place], int(had[place])) for place in common if had[place]),
    )


def drift(before: Profile, now: Profile) -> Drift:
    """Compare two profiles by one taxonomy; a shift below 0.1 is none, from 0.2 on large (Siddiqi 2006).

    :raises KeyError: the profiles are of different classes.
    """
    pairs = {name: (share, now.shares[name]) for name, share in before.shares.items()}
    shift = sum(_stability(old, new) for old, new in pairs.values())
    moved = sorted(((name, new - old) for name, (old, new) in pairs.items()), key=lambda one: (-abs(one[1]), one[0]))
    return Drift(
        shift,
        tuple(moved),
        now.confidence - before.confidence,
        now.silent - before.silent,
        now.unseen - before.unseen,
    )


def _stability(old: float, new: float) -> float:
    old, new = max(old, _RARE), max(new, _RARE)
    return float((new - old) * np.log(new / old))
