"""The words of ``huixiang digest``: its commands and their options. Kept light: asking for help loads nothing else."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Final

ABOUT: Final = "Make sense of a table of voices: .xlsx, .csv or .parquet, offline, without the web application."
TABLE: Final = "table of voices (.xlsx, .csv, .parquet); columns are found by their usual names unless named"


def digest_parser() -> argparse.ArgumentParser:
    """All commands of ``huixiang digest`` with their options."""
    parser = argparse.ArgumentParser(prog="huixiang digest", description=ABOUT)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, about, options in COMMANDS:
        command = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        options(command)
        _common(command)
    return parser


def _common(command: argparse.ArgumentParser) -> None:
    command.add_argument("--lang", choices=("zh", "en"), default="zh", help="language of sentences and reports (zh)")
    command.add_argument("--debug", action="store_true", help="show the traceback of an unexpected error")


def _table(command: argparse.ArgumentParser, *, out: str) -> None:
    command.add_argument("table", type=Path, metavar="TABLE", help=TABLE)
    command.add_argument("--out", type=Path, required=True, metavar=out, help="where the results go; replaced whole")


def _columns(command: argparse.ArgumentParser) -> None:
    command.add_argument("--id", metavar="COLUMN", help="column with each voice's id (else its row number)")
    command.add_argument("--text", metavar="A,B", help="columns with the words; of several the first is the title")
    command.add_argument("--time", metavar="COLUMN", help="column with when it was said")
    command.add_argument("--speaker", metavar="COLUMN", help="column with who said it")
    command.add_argument("--likes", metavar="COLUMN", help="column with how many agreed")
    command.add_argument("--place", metavar="A,B", help="columns with the place")


def _engine(command: argparse.ArgumentParser) -> None:
    command.add_argument("--now", metavar="TIME", help="the moment heat is measured at (else the newest in the table)")
    _seed(command)
    command.add_argument("--workers", type=int, metavar="N", help="processes (else 1, or all for 50,000 rows and more)")
    command.add_argument("--cluster", nargs="?", const="auto", metavar="ADDRESS", help="run on a Ray cluster")


def _seed(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seed", type=int, default=0, metavar="N", help="chance; the same seed, the same bytes (0)")


def _run(command: argparse.ArgumentParser) -> None:
    _table(command, out="DIR")
    _columns(command)
    _engine(command)
    several = "; may be given several times, the first one leads"
    command.add_argument("--model", type=Path, action="append", metavar="DIR", help=f"suggest classes by it{several}")
    command.add_argument(
        "--scheme", action="append", metavar="FILE", help=f"suggest classes by it (else by a general one){several}"
    )
    command.add_argument("--names", type=Path, metavar="FILE", help="names to black out, one a line")
    command.add_argument("--unmasked", action="store_true", help="show personal data in the report and the list")


def _train(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", type=Path, nargs="?", metavar="TABLE", help=f"{TABLE}; none with --scheme alone")
    command.add_argument("--text", metavar="A,B", help="columns with the words; of several the first is the title")
    command.add_argument("--words", metavar="COLUMN", help="column with words already set apart by spaces")
    command.add_argument("--label", metavar="A,B", help="column with the class; of several each is a taxonomy")
    command.add_argument("--scheme", metavar="FILE", help="classes with their words: a start without labels")
    command.add_argument(
        "--model", type=Path, required=True, metavar="DIR", help="where the model goes; replaced whole"
    )
    command.add_argument("--doubtful", type=Path, metavar="FILE", help="write labels that may be wrong")
    command.add_argument("--now", metavar="TIME", help="when the model is made (else the newest time in the table)")
    _seed(command)


def _classify(command: argparse.ArgumentParser) -> None:
    _table(command, out="FILE")
    command.add_argument("--id", metavar="COLUMN", help="column with each voice's id (else its row number)")
    command.add_argument("--text", metavar="A,B", help="columns with the words; of several the first is the title")
    command.add_argument("--words", metavar="COLUMN", help="column with words already set apart by spaces")
    command.add_argument(
        "--model", type=Path, action="append", required=True, metavar="DIR",
        help="a model that train has written; may be given several times, the first one leads",
    )  # fmt: skip
    command.add_argument(
        "--surest", type=float, metavar="P", help="least confidence of a suggestion, 0 to 1; else none"
    )


def _drift(command: argparse.ArgumentParser) -> None:
    _table(command, out="FILE")
    command.add_argument("--text", metavar="A,B", help="columns with the words; of several the first is the title")
    command.add_argument("--words", metavar="COLUMN", help="column with words already set apart by spaces")
    command.add_argument("--model", type=Path, required=True, metavar="DIR", help="a model that train has written")
    command.add_argument("--before", type=Path, metavar="TABLE", help="the voices of before, such as those learnt from")
    command.add_argument("--since", metavar="TIME", help="else: rows said earlier are before, the others now")
    command.add_argument("--time", metavar="COLUMN", help="column with when it was said, for --since")


def _group(command: argparse.ArgumentParser) -> None:
    _table(command, out="DIR")
    _columns(command)
    _engine(command)


def _pairs(command: argparse.ArgumentParser) -> None:
    _table(command, out="FILE")
    command.add_argument("--left", metavar="COLUMN", help="column with the first text")
    command.add_argument("--right", metavar="COLUMN", help="column with the second text")


def _replies(command: argparse.ArgumentParser) -> None:
    _table(command, out="FILE")
    command.add_argument("--id", metavar="COLUMN", help="column with each voice's id (else its row number)")
    command.add_argument("--asked", metavar="A,B", help="columns with what was asked")
    command.add_argument("--answer", metavar="COLUMN", help="column with the reply")
    command.add_argument("--asked-at", metavar="COLUMN", help="column with when it was asked")
    command.add_argument("--answered-at", metavar="COLUMN", help="column with when it was answered")


def _mask(command: argparse.ArgumentParser) -> None:
    command.add_argument("table", type=Path, metavar="FILE", help="a table, or a text file (.txt, .md)")
    command.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the proposals go")
    command.add_argument("--id", metavar="COLUMN", help="column with each row's id (else its row number)")
    command.add_argument("--text", metavar="A,B", help="columns to look through (else all with words)")
    command.add_argument("--names", type=Path, metavar="FILE", help="names to find, one a line")


def _eval(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=("classes", "pairs", "groups", "repeats"), help="what is measured")
    command.add_argument("table", type=Path, metavar="TABLE", help="labelled table: the truth")
    command.add_argument("--found", type=Path, metavar="FILE", help="what was found (else columns of TABLE)")
    command.add_argument("--id", metavar="COLUMN", help="column that joins the two")
    command.add_argument("--label", metavar="COLUMN", help="column with the truth: class, kind of pair or issue")
    command.add_argument("--predicted", metavar="COLUMN", help="column with what was found")
    command.add_argument("--confidence", metavar="COLUMN", help="column with the confidence, for calibration")
    command.add_argument("--weight", metavar="COLUMN", help="column with how many pairs each pair stands for")
    command.add_argument("--out", type=Path, metavar="FILE", help="write the figures as .json too")


COMMANDS: Final[tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...]] = (
    ("run", "everything: report.html, problem-list.xlsx and tables", _run),
    ("train", "learn classes from labels, or start from a scheme without any", _train),
    ("classify", "suggest each voice's class with its confidence and the words that decided", _classify),
    ("drift", "tell whether voices have changed since a model learnt", _drift),
    ("group", "find repeats and matters: voices.csv and matters.csv", _group),
    ("pairs", "judge pairs of texts: repeat, same matter or different", _pairs),
    ("replies", "check replies: what is answered, named, dated, copied", _replies),
    ("mask", "propose what to black out before a text is shown", _mask),
    ("eval", "measure what was found against labelled data", _eval),
)


def command_options() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each command with its one line of help and its options as (how it is written, what it decides)."""
    listed = []
    for name, about, options in COMMANDS:
        command = argparse.ArgumentParser(prog=name, add_help=False)
        options(command)
        _common(command)
        actions = command._actions  # noqa: SLF001 - argparse lists them nowhere else
        listed.append((name, about, [(_written(action), action.help or "") for action in actions]))
    return listed


def _written(action: argparse.Action) -> str:
    value = action.metavar or ("|".join(action.choices) if action.choices else "")
    if not action.option_strings:
        return str(value)
    return f"{action.option_strings[0]} {value}".strip()
