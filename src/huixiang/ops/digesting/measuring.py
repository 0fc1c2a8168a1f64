"""``huixiang digest eval``: measures what was found against what people said; figures on stdout, one a line."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from huixiang.digest import measures
from huixiang.ops.digesting.outputs import whole_file
from huixiang.ops.digesting.reading import Hearing
from huixiang.ops.digesting.refusals import BadChoice
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.sheets import Source

SHARE: Final = 0.7
FOUND_IN: Final = {"classes": "label", "pairs": "kind", "groups": "matter", "repeats": "repeat_of"}
KINDS: Final = {"duplicate": "repeat", "same_issue": "same_matter"}

Figures = dict[str, float | int]


@dataclass(frozen=True, slots=True)
class Judged:
    """Rows with the truth and what was found, aligned; ``found_by_id`` holds every row of what was found."""

    ids: Sequence[str]
    truth: Sequence[str]
    found: Sequence[str]
    confidence: Sequence[float]
    weights: Sequence[float] | None
    found_by_id: Mapping[str, str]


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: a table or an option will not do, or nothing can be written.
    """
    del tongue
    figures = MEASURES[options.what](_read(options))
    for name, value in figures.items():
        print(f"{name:28} {value:.4f}" if isinstance(value, float) else f"{name:28} {value}")
    if options.out is not None:
        with whole_file(options.out) as path:
            path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _read(options: argparse.Namespace) -> Judged:
    own = options.found is None
    told = {
        "id": options.id, "label": options.label, "confidence": options.confidence if own else None,
        "weight": options.weight, "predicted": options.predicted if own else None,
    }  # fmt: skip
    truth = _columns(options.table, told, ("id", "label"), ("label", "predicted") if own else ("label",))
    if own:
        found = dict(zip(truth["id"], truth["predicted"], strict=True))
        sure = dict(zip(truth["id"], truth["confidence"], strict=True))
    else:
        found, sure = _found(options)
    ids = truth["id"]
    confidence = [_number(sure.get(name, "")) for name in ids] if any(sure.values()) else []
    weights = [_number(weight) for weight in truth["weight"]] if options.weight else None
    return Judged(ids, truth["label"], [found.get(name, "") for name in ids], confidence, weights, found)


def _found(options: argparse.Namespace) -> tuple[dict[str, str], dict[str, str]]:
    predicted = options.predicted or FOUND_IN[options.what]
    told = {"predicted": predicted, "confidence": options.confidence}
    columns = _columns(options.found, told, ("id", "confidence"), ("predicted",))
    sure = dict(zip(columns["id"], columns["confidence"], strict=True))
    return dict(zip(columns["id"], columns["predicted"], strict=True)), sure


def _columns(
    path: Path, told: Mapping[str, str | None], wanted: Sequence[str], needed: Sequence[str]
) -> dict[str, list[str]]:
    source = Source(path, told, wanted=wanted, needed=needed)
    hearing = Hearing()
    columns: dict[str, list[str]] = {name: [] for name in ("id", *told)}
    for page in source.pages():
        columns["id"] += hearing.name(page).to_pylist()
        for name in told:
            if name != "id":
                columns[name] += page.text(name).to_pylist()
    return columns


def _number(text: str) -> float:
    try:
        return float(text or 0)
    except ValueError as error:
        raise BadChoice(option="--confidence, --weight", value=text) from error


def _classes(judged: Judged) -> Figures:
    by_class = measures.per_class_f1(judged.truth, judged.found)
    by_class.pop("", None)  # where nothing was suggested: wrong for its true class, but no class itself
    figures: Figures = {
        "rows": len(judged.truth),
        "suggested": sum(map(bool, judged.found)) / len(judged.truth),
        "accuracy": measures.accuracy(judged.truth, judged.found),
        "macro_f1": sum(by_class.values()) / max(len(by_class), 1),
    }
    if judged.confidence:
        right = [true == found for true, found in zip(judged.truth, judged.found, strict=True)]
        figures["calibration_error"] = measures.expected_calibration_error(right, judged.confidence)
        figures[f"accuracy_surest_{SHARE:.0%}"] = measures.surest_accuracy(
            judged.truth, judged.found, judged.confidence, SHARE
        )
    return figures | {f"f1 {name}": value for name, value in by_class.items()}


def _pairs(judged: Judged) -> Figures:
    truth = [KINDS.get(kind, kind) for kind in judged.truth]
    found = [KINDS.get(kind, kind) for kind in judged.found]
    figures: Figures = {"rows": len(truth)}
    for name, kinds in (("repeat", {"repeat"}), ("same_matter_or_repeat", {"repeat", "same_matter"})):
        score = measures.pair_score(
            [kind in kinds for kind in truth], [kind in kinds for kind in found], judged.weights
        )
        figures |= _scored(name, score)
    return figures


def _groups(judged: Judged) -> Figures:
    issues = {name: issue for name, issue in zip(judged.ids, judged.truth, strict=True) if issue}
    found = {name: group or f"alone {name}" for name, group in judged.found_by_id.items()}
    truth, guess = list(issues.values()), [found.get(name, f"alone {name}") for name in issues]
    large, of = measures.large_issues_found(issues, found)
    return {
        "rows": len(issues),
        **_scored("b_cubed", measures.b_cubed(truth, guess)),
        "adjusted_rand": measures.adjusted_rand(truth, guess),
        "issue_f1": measures.issue_f1(issues, found),
        "large_issues_found": large,
        "large_issues": of,
    }


def _repeats(judged: Judged) -> Figures:
    truth = [true or name for name, true in zip(judged.ids, judged.truth, strict=True)]
    found = [guess or name for name, guess in zip(judged.ids, judged.found, strict=True)]
    return {"rows": len(truth), **_scored("repeat", measures.grouped_pair_score(truth, found))}


def _scored(name: str, score: measures.Score) -> Figures:
    return {f"{name}_precision": score.precision, f"{name}_recall": score.recall, f"{name}_f1": score.f1}


MEASURES: Final[Mapping[str, Callable[[Judged], Figures]]] = {
    "classes": _classes, "pairs": _pairs, "groups": _groups, "repeats": _repeats,
}  # fmt: skip
