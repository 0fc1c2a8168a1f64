"""The table of matters: what is told and counted of each, from the voices sorted into it."""

from itertools import pairwise
from typing import Any, Final

import numpy as np
import pyarrow as pa

from huixiang.digest.matters import heat as heats
from huixiang.digest.matters.rules import Rules
from huixiang.digest.matters.runs import ranks
from huixiang.digest.matters.sorting import DAY, Sorted, days_of
from huixiang.digest.matters.tables import MATTERS_OUT
from huixiang.digest.matters.telling import HEARD, tell
from huixiang.digest.matters.wording import count_words, telling_words
from huixiang.digest.partitions import Runner

AT_ONCE: Final = 20_000  # voices told together, ended at the end of a matter

Array = np.ndarray[Any, np.dtype[Any]]


def matters_table(
    voices: pa.Table, placed: Sorted, names: list[str], rules: Rules, runner: Runner
) -> tuple[pa.Table, tuple[str, ...]]:
    """Tell and count each matter, in the order of ``names``; give the first month of each step of the trend too."""
    said = said_of(voices, placed)
    trend, steps = heats.trend(said)
    columns = {
        "matter": names,
        "trend": list(trend),
        "representative": voices["id"].take(pa.array(placed.central)).to_pylist(),
        **_told(voices, placed, runner),
        **_counted(said, rules, _whole(voices)),
    }
    arrays = [pa.array(columns[field.name], field.type, from_pandas=True) for field in MATTERS_OUT]
    return pa.table(arrays, schema=MATTERS_OUT), steps


def said_of(voices: pa.Table, placed: Sorted) -> heats.Said:
    """Lay the voices of all matters out by matter and time. Voices without a speaker count once for each family."""
    speaker = pa.chunked_array(voices["speaker"]).combine_chunks().dictionary_encode()
    number = speaker.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    number = np.where(number < 0, placed.root + len(speaker.dictionary), number)
    days = days_of(voices)
    rows = np.flatnonzero(placed.matter >= 0)
    rows = rows[np.lexsort((rows, days[rows], placed.matter[rows]))]
    return heats.Said(
        matter=placed.matter[rows],
        day=days[rows],
        speaker=number[rows],
        likes=voices["likes"].to_numpy()[rows],
        count=len(placed.central),
    )


def _told(voices: pa.Table, placed: Sorted, runner: Runner) -> dict[str, Any]:
    """Tell title, place and people from the most central voices of each matter, and its words from all that are new."""
    rows = np.flatnonzero((placed.matter >= 0) & (placed.root == np.arange(len(placed.root))))
    rows = rows[np.lexsort((rows, -placed.likeness[rows], placed.matter[rows]))]
    matter = placed.matter[rows]
    heard = ranks(matter) < HEARD
    rows, matter = rows[heard], matter[heard]
    texts = voices.select(["title", "body", "place"]).take(pa.array(rows)).append_column("matter", pa.array(matter))
    parts = _parts(texts, matter)
    told = pa.concat_tables(runner.map(tell, parts))
    words = telling_words(pa.concat_tables(runner.map(count_words, parts)), len(placed.central))
    return {name: told[name].to_pylist() for name in told.column_names} | {"words": words}


def _parts(texts: pa.Table, matter: Array) -> list[pa.Table]:
    """Cut by rows, but never within a matter."""
    ends = np.searchsorted(matter, matter[np.arange(AT_ONCE, len(matter), AT_ONCE)])
    bounds = [0, *np.unique(ends[ends > 0]).tolist(), len(matter)]
    return [texts.slice(start, end - start) for start, end in pairwise(bounds)]


def _counted(said: heats.Said, rules: Rules, whole: float) -> dict[str, Array]:
    first, last = heats.span(said)
    known = said.day[~np.isnan(said.day)]
    latest = float(known.max()) if len(known) else 0.0
    now = latest if rules.now is None else np.datetime64(rules.now.replace(tzinfo=None), "s").astype(np.int64) / DAY
    return {
        "first": _moments(first),
        "last": _moments(last),
        "voices": np.bincount(said.matter, minlength=said.count),
        "speakers": heats.speakers(said),
        "heat": heats.heat(said, now),
        "burst": heats.burst(said, whole),
        "within_90_days": heats.within(said, 90),
        "within_180_days": heats.within(said, 180),
    }


def _moments(days: Array) -> Array:
    """Give days as moments to the second; an unknown one is no moment."""
    known = ~np.isnan(days)
    moments = np.full(len(days), np.datetime64("NaT"), "datetime64[s]")
    moments[known] = np.rint(days[known] * DAY).astype(np.int64).astype("datetime64[s]")
    return moments


def _whole(voices: pa.Table) -> float:
    days = days_of(voices)
    known = days[~np.isnan(days)]
    return float(np.ptp(known)) if len(known) else 0.0
