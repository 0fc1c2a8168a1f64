"""The door to the text library: search terms as PostgreSQL wants them. Nothing else in sorting but services knows it.

A text is stored as a vector of its pairs of characters. A query asks for all its pairs, and runs of three characters
and more are looked up once more in the words themselves, because pairs may stand apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, TextField, Value

from huixiang.digest import bigrams

LONGEST_TERM = 200  # characters; PostgreSQL takes 2,046 bytes
LONGEST_QUERY = 100
MOST_TELLING = 24
FEW, LEAST = 2_000, 2  # texts in which a telling pair stands at most; runs asked for where all are more common
RUN = 3  # pairs: four characters
Commonness = Callable[[Sequence[str]], Sequence[float]]
"""Says of each term in how many texts it stands, about."""
_LETTERS = re.compile(r"(?<![a-zA-Z0-9])[a-zA-Z]{2,12}(?![a-zA-Z0-9])")
_RUN = re.compile(r"[^\W\d_a-zA-Z]{3,}")


def terms_of(*texts: str) -> tuple[str, ...]:
    """The distinct search terms of some texts; they hold letters and digits only."""
    found = bigrams.terms("\n".join(texts))  # a line break ends a run, so the texts stay apart
    if max(map(len, found), default=0) <= LONGEST_TERM:
        return found
    return tuple(dict.fromkeys(term[:LONGEST_TERM] for term in found))


def vector(*texts: str) -> Func:
    """The search vector of some texts, without positions, as an expression to store."""
    return Func(
        Value(list(terms_of(*texts)), output_field=ArrayField(TextField())),
        function="array_to_tsvector",
        output_field=SearchVectorField(),
    )


def query(text: str) -> SearchQuery | None:
    """The question that finds texts holding all of the text's terms; None when it has no letter or digit."""
    terms = bigrams.query_terms(text[:LONGEST_QUERY])
    if not terms:
        return None
    raw = " & ".join(f"'{term.text[:LONGEST_TERM]}'{':*' if term.prefix else ''}" for term in terms)
    return SearchQuery(raw, search_type="raw", config="simple")


def alike(text: str, *, common: Commonness | None = None) -> SearchQuery | None:
    """The question that finds texts sharing a run of four characters or a word with this one.

    Single pairs are too common to tell anything (希望, 解决); a text too short for a run asks for its pairs. A long one
    is sampled evenly, for each alternative costs; where it is known how ``common`` pairs are, the rarest are asked
    for, and of those that stand in more than 2,000 texts two at most: so the cost does not grow with the texts.
    """
    found = pairs(text)
    runs_of = [found[at : at + RUN] for at in range(len(found)) if _is_run(found[at : at + RUN])]
    runs_of += [(term,) for term in found if not _RUN.fullmatch(term * 2)]
    runs_of = runs_of or [(term,) for term in found]
    if not runs_of:
        return None
    chosen = runs_of[:: -(-len(runs_of) // MOST_TELLING)] if common is None else _rarest(runs_of, common)
    return SearchQuery(" | ".join(map(_clause, chosen)), search_type="raw", config="simple")


def _rarest(runs_of: Sequence[Sequence[str]], common: Commonness) -> list[Sequence[str]]:
    terms = list(dict.fromkeys(term for run in runs_of for term in run))
    texts = dict(zip(terms, common(terms), strict=True))
    ranked = sorted((min(texts[term] for term in run), at) for at, run in enumerate(runs_of))
    rare = [at for number, at in ranked if number <= FEW]
    return [runs_of[at] for at in (rare[:MOST_TELLING] or [at for _number, at in ranked[:LEAST]])]


def _is_run(terms: Sequence[str]) -> bool:
    follow = all(before[-1] == after[0] for before, after in pairwise(terms))
    return len(terms) == RUN and follow and all(_RUN.fullmatch(term * 2) for term in terms)


def _clause(terms: Sequence[str]) -> str:
    return "(" + " & ".join(f"'{term}'" for term in terms) + ")"


def runs(text: str) -> list[str]:
    """The runs of three and more characters of a query that must stand together in what was said."""
    return _RUN.findall(text[:LONGEST_QUERY])


def initials(text: str) -> list[str]:
    """The runs of letters in a query that may be the initials of a name: 桂花社区 is found by ghsq."""
    return list(dict.fromkeys(found.casefold() for found in _LETTERS.findall(text[:LONGEST_QUERY])))


def is_rare(text: str) -> bool:
    """Test whether a query names a number or word in letters of three signs and more: few texts hold its beginning.

    PostgreSQL takes the beginning of any word for common, as it has counts of whole ones only.
    """
    return any(term.prefix and len(term.text) >= RUN and term.text.isascii() for term in bigrams.query_terms(text))


def without_initials(text: str) -> str:
    """The query without those runs of letters."""
    return _LETTERS.sub(" ", text[:LONGEST_QUERY])


def pairs(text: str) -> tuple[str, ...]:
    """The terms of a text that say something: pairs and words, no single characters."""
    return tuple(term for term in bigrams.terms(text) if 1 < len(term) <= LONGEST_TERM)
