"""Tell one person why what they said is in a matter."""

from dataclasses import dataclass

import pyarrow.compute as pc

from huixiang.digest.matters.tables import Matters


class NotInMatter(LookupError):
    """The voice is not in that matter, or there is no such voice or matter."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a person is told: the matter's title, how many others raised it, and why their voice belongs to it."""

    title: str
    others: int
    reason: str


def explain(matters: Matters, matter: str, voice: str) -> Explanation:
    """Explain to whom the voice belongs why it is in the matter. Linear in the voices.

    :raises NotInMatter: it is not.
    """
    told = matters.matters.filter(pc.field("matter") == matter).to_pylist()
    said = matters.voices.filter((pc.field("id") == voice) & (pc.field("matter") == matter)).to_pylist()
    if not told or not said:
        raise NotInMatter(f"{voice} is not in {matter}.")
    return Explanation(told[0]["title"], told[0]["voices"] - 1, said[0]["reason"])
