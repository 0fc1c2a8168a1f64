"""One model out of many taxonomies: each learnt, kept from before, or begun from its headings; classes are ids.

A heading's name may change or stand twice; whoever reads the suggestions knows headings by their ids.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

from huixiang.digest.classes.model import Model, Taxonomy
from huixiang.digest.classes.schemes import Heading, Scheme
from huixiang.digest.classes.starting import scheme_start
from huixiang.digest.classes.storing import load
from huixiang.digest.errors import DigestError
from huixiang.digest.words import Words

SEED: Final = 20_260_302
LEAST_HEADINGS: Final = 2


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a taxonomy: ``key`` is what it is suggested as."""

    key: str
    name: str
    words: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A taxonomy to suggest by: ``folder`` holds a learnt model, else it begins from ``heads``.

    ``given`` are the keys that people gave voices (by the voices' ids); few of them guide the beginning.
    """

    key: str
    heads: tuple[Head, ...]
    folder: str = ""
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, facts: Mapping[str, Any]) -> Self:
        """Read what ``dataclasses.asdict`` wrote to JSON."""
        heads = tuple(
            Head(head["key"], head["name"], tuple(head["words"]), tuple(head["parts"])) for head in facts["heads"]
        )
        return cls(facts["key"], heads, facts["folder"], facts["given"])


def model_of(kinds: Sequence[Kind], texts: Sequence[str] | Words, ids: Sequence[str], *, at: datetime) -> Model | None:
    """Put the taxonomies together, in their order; None where none can suggest anything.

    A taxonomy with fewer than two headings is left out, one whose folder cannot be read begins anew.
    """
    taxonomies = [found for kind in kinds if (found := taxonomy_of(kind, texts, ids, at=at)) is not None]
    return Model(tuple(taxonomies), at.isoformat(), SEED) if taxonomies else None


def taxonomy_of(kind: Kind, texts: Sequence[str] | Words, ids: Sequence[str], *, at: datetime) -> Taxonomy | None:
    """Read or begin one taxonomy; without texts its keywords speak alone."""
    if kind.folder:
        try:
            return replace(load(Path(kind.folder)).taxonomies[0], name=kind.key)
        except DigestError:
            pass  # the folder was lost: better to begin anew than to suggest nothing
    heads = {head.name: head for head in kind.heads}
    if len(heads) < LEAST_HEADINGS:
        return None
    scheme = Scheme(kind.key, tuple(Heading(name, head.words, head.parts) for name, head in heads.items()))
    names = {head.key: head.name for head in kind.heads}
    labels = ["、".join(names[key] for key in kind.given.get(one, ()) if key in names) for one in ids]
    started = scheme_start(scheme, texts, labels if len(labels) == len(texts) else None, seed=SEED, at=at)
    learnt = started.taxonomies[0]
    return replace(learnt, classes=tuple(heads[name].key for name in learnt.classes))
