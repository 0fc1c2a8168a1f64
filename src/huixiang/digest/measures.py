"""How right the engine is: the figures by which its classes, pairs and groups are judged against what people said.

Every measure is a pure function of two aligned lists. What counts as the truth is the caller's business.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

Labels = Sequence[Hashable]
Groups = Mapping[str, Hashable]  # item -> the group it is in


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean; 0 when both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def accuracy(truth: Labels, found: Labels) -> float:
    """Measure the share of labels that are right, 0 to 1; 0 when there are none. Linear.

    :raises ValueError: the lists differ in length.
    """
    hits = sum(true == guess for true, guess in zip(truth, found, strict=True))
    return hits / len(truth) if truth else 0.0


def per_class_f1(truth: Labels, found: Labels) -> dict[Hashable, float]:
    """Measure F1 for each class that the truth or the findings name, in the order of their names. Linear.

    A class that is only in one of the two has 0. Source: van Rijsbergen 1979, with beta 1.

    :raises ValueError: the lists differ in length.
    """
    hits = Counter(true for true, guess in zip(truth, found, strict=True) if true == guess)
    named = Counter(truth) + Counter(found)
    return {name: 2 * hits[name] / named[name] for name in sorted(named, key=str)}


def macro_f1(truth: Labels, found: Labels) -> float:
    """Measure the mean F1 of all classes, each counting alike however rare; 0 when there are none.

    Source: Sokolova and Lapalme 2009, macro-averaging; the mean of F1s, not the F1 of means.

    :raises ValueError: the lists differ in length.
    """
    scores = per_class_f1(truth, found)
    return sum(scores.values()) / len(scores) if scores else 0.0


def surest_accuracy(truth: Labels, found: Labels, confidence: Sequence[float], share: float) -> float:
    """Measure the accuracy of the surest ``share`` of the labels (above 0, at most 1), rounded up to whole rows.

    Of equal confidence the earlier row is taken first. Sorting dominates the cost.

    :raises ValueError: the lists differ in length, or share is outside its bounds.
    """
    if not 0 < share <= 1:
        raise ValueError(f"share must be above 0 and at most 1, not {share}")
    rows = sorted(zip(confidence, truth, found, strict=True), key=lambda row: -row[0])
    surest = rows[: ceil(share * len(rows))]
    return accuracy([row[1] for row in surest], [row[2] for row in surest])


def expected_calibration_error(right: Sequence[bool], confidence: Sequence[float], bins: int = 15) -> float:
    """Measure by how much confidence and accuracy differ on average, 0 to 1, over bins of equal width.

    A bin holds the confidences above its lower bound up to its upper one; empty bins do not count.
    Source: Naeini, Cooper and Hauskrecht 2015; 15 bins after Guo et al. 2017.

    :raises ValueError: the lists differ in length, a confidence is outside 0 to 1, or there is no bin.
    """
    if bins < 1:
        raise ValueError(f"bins must be at least 1, not {bins}")
    gaps: defaultdict[int, float] = defaultdict(float)
    for hit, sure in zip(right, confidence, strict=True):
        if not 0 <= sure <= 1:
            raise ValueError(f"a confidence must be from 0 to 1, not {sure}")
        gaps[max(0, ceil(sure * bins) - 1)] += hit - sure
    return sum(map(abs, gaps.values())) / len(right) if right else 0.0


def pair_score(truth: Sequence[bool], found: Sequence[bool], weights: Sequence[float] | None = None) -> Score:
    """Measure precision and recall over pairs: which are of one kind, and which were found to be.

    ``weights`` says for how many pairs of the whole corpus each pair stands, when rare kinds were drawn more often
    (Horvitz and Thompson 1952). Without any found, precision is 0; without any true, recall is.

    :raises ValueError: the lists differ in length.
    """
    shares = [1.0] * len(truth) if weights is None else weights
    rows = list(zip(truth, found, shares, strict=True))
    both = sum(weight for true, guess, weight in rows if true and guess)
    true_weight = sum(weight for true, _, weight in rows if true)
    found_weight = sum(weight for _, guess, weight in rows if guess)
    return Score(both / found_weight if found_weight else 0.0, both / true_weight if true_weight else 0.0)


def grouped_pair_score(truth: Labels, found: Labels) -> Score:
    """Measure precision and recall over all pairs of items that two groupings put together. Linear in the items.

    A grouping that puts no pair together has 0.

    :raises ValueError: the lists differ in length.
    """
    both = _pairs(Counter(zip(truth, found, strict=True)))
    true_pairs, found_pairs = _pairs(Counter(truth)), _pairs(Counter(found))
    return Score(both / found_pairs if found_pairs else 0.0, both / true_pairs if true_pairs else 0.0)


def b_cubed(truth: Labels, found: Labels) -> Score:
    """Measure for each item how much of its found group is truly with it, and how much of its true group was found.

    Means over the items; the item itself counts. Source: Bagga and Baldwin 1998. Linear.

    :raises ValueError: the lists differ in length.
    """
    if not truth:
        return Score(0.0, 0.0)
    cells = Counter(zip(truth, found, strict=True))
    trues, founds = Counter(truth), Counter(found)
    precision = sum(count * count / founds[guess] for (_, guess), count in cells.items())
    recall = sum(count * count / trues[true] for (true, _), count in cells.items())
    return Score(precision / len(truth), recall / len(truth))


def adjusted_rand(truth: Labels, found: Labels) -> float:
    """Measure the agreement of two groupings, 1 for the same, about 0 for chance; 1 when neither splits or joins.

    Source: Hubert and Arabie 1985. Linear.

    :raises ValueError: the lists differ in length.
    """
    both = _pairs(Counter(zip(truth, found, strict=True)))
    trues, founds = _pairs(Counter(truth)), _pairs(Counter(found))
    every = len(truth) * (len(truth) - 1) // 2
    expected = trues * founds / every if every else 0.0
    most = (trues + founds) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def issue_f1(issues: Groups, found: Groups, excluded: Collection[str] = ()) -> float:
    """Measure the mean over the true issues of the F1 of the found group that fits it best.

    ``found`` covers every item, those of no issue too: they count as errors of the group they are in, so that a
    catch-all group scores badly. ``excluded`` items count neither way. Items missing from ``found`` are alone.
    """
    scores = best_f1_of_issues(issues, found, excluded)
    return sum(scores.values()) / len(scores) if scores else 0.0


def large_issues_found(
    issues: Groups, found: Groups, *, least: int = 5, f1: float = 0.5, excluded: Collection[str] = ()
) -> tuple[int, int]:
    """Count the true issues of at least ``least`` items that some group fits with ``f1`` or better, and all such."""
    sizes = Counter(issue for item, issue in issues.items() if item not in excluded)
    scores = best_f1_of_issues(issues, found, excluded)
    large = [scores[issue] for issue, size in sizes.items() if size >= least]
    return sum(score >= f1 for score in large), len(large)


def best_f1_of_issues(issues: Groups, found: Groups, excluded: Collection[str] = ()) -> dict[Hashable, float]:
    """Give each true issue the F1 of the found group that fits it best; see ``issue_f1``. Linear."""
    out = frozenset(excluded)
    groups = {item: found.get(item, ("alone", item)) for item in [*found, *issues] if item not in out}
    sizes = Counter(groups.values())
    members = Counter(issue for item, issue in issues.items() if item not in out)
    cells = Counter((issue, groups[item]) for item, issue in issues.items() if item not in out)
    best = dict.fromkeys(members, 0.0)
    for (issue, group), count in cells.items():
        best[issue] = max(best[issue], 2 * count / (members[issue] + sizes[group]))
    return best


def cohen_kappa(first: Labels, second: Labels) -> float:
    """Measure how far two annotators agree beyond chance: 1 always, 0 as by chance, below 0 less.

    When both gave all items one and the same label, chance explains everything: 0. Source: Cohen 1960.

    :raises ValueError: the lists differ in length.
    """
    agreed = accuracy(first, second)
    ours, theirs = Counter(first), Counter(second)
    chance = sum(count * theirs[label] for label, count in ours.items()) / (len(first) ** 2 or 1)
    return 0.0 if chance == 1 else (agreed - chance) / (1 - chance)


def _pairs(sizes: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
