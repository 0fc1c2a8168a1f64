"""``huixiang digest run``: everything the engine can say about a table, in one folder."""

import argparse
import time
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyarrow as pa

from huixiang.digest.matters import RULES
from huixiang.digest.pipeline import Settings, digest
from huixiang.ops.digesting.findings import Blackener, Findings, choose_shown
from huixiang.ops.digesting.grouping import moment_of_heat, read_table, say_groups, write_groups
from huixiang.ops.digesting.lines import Lines
from huixiang.ops.digesting.models import chosen_model, suggestions
from huixiang.ops.digesting.names import read_names
from huixiang.ops.digesting.outputs import whole_folder
from huixiang.ops.digesting.problem_list import write_problem_list
from huixiang.ops.digesting.report import write_report
from huixiang.ops.digesting.runners import chosen_runner
from huixiang.ops.digesting.sentences import Tongue
from huixiang.ops.digesting.tables import write_csv
from huixiang.ops.digesting.telling import Teller, telling

FILES: Final = ("report.html", "problem-list.xlsx", "voices.csv", "matters.csv", "classes.csv", "problems.csv")


def run(options: argparse.Namespace, tongue: Tongue) -> int:
    """Run the command; returns the exit code.

    :raises Stopped: the table or an option will not do, or nothing can be written.
    :raises DigestError: the model or the scheme cannot be read.
    """
    started = time.monotonic()
    names = read_names(options.names)
    with telling(tongue) as teller:
        findings = _find(options, names, teller, tongue)
        with whole_folder(options.out, FILES) as folder:
            _write(folder, findings, Blackener(names, unmasked=options.unmasked), teller, tongue)
        say_groups(findings.found, findings.matters, started, teller, tongue)
    print(tongue.say("written", path=options.out))
    return 0


def _find(options: argparse.Namespace, names: Collection[str], teller: Teller, tongue: Tongue) -> Findings:
    reading = read_table(options, teller, tongue)
    now = moment_of_heat(options, reading)
    with chosen_runner(options, reading.voices.num_rows) as runner:
        chosen = chosen_model(options, reading.voices, teller, tongue)
        # Every suggestion is asked for; which of them are too doubtful to show is decided here, so that the two
        # likeliest classes of a doubtful voice can be named.
        settings = Settings(matters=replace(RULES, now=now), model=chosen.model, surest=0.0, names=names, now=now)
        found = digest(reading.voices, settings, runner=runner, progress=teller)
    further = {each.name: suggestions(found.voices, of=each.name) for each in chosen.model.taxonomies[1:]}
    return Findings(
        reading, found.voices, found.matters, found.steps, now, suggestions(found.voices), chosen.name, further
    )


def _write(folder: Path, findings: Findings, blackener: Blackener, teller: Teller, tongue: Tongue) -> None:
    of = len(FILES)
    teller("write", 0, of)
    write_groups(folder, findings.found, findings.matters, findings.reading)
    write_csv(folder / "classes.csv", _class_table(findings))
    teller("write", 4, of)
    shown = choose_shown(findings)
    lines = Lines(findings, shown, blackener)
    write_problem_list(folder / "problem-list.xlsx", findings, shown, lines, code=tongue.code)
    teller("write", 5, of)
    write_report(folder / "report.html", findings, shown, lines, tongue)
    teller("write", of, of)


def _class_table(findings: Findings) -> pa.Table:
    names = ("label", "confidence", "second", "words", "labels")
    table = findings.classes.select(names).add_column(0, "id", findings.reading.voices["id"])
    for taxonomy, classes in findings.further.items():
        for name in names:
            table = table.append_column(f"{taxonomy}:{name}", classes[name])
    return table
