"""The real texts the evals read; they are not part of the project, and without them the evals say so."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder of the labelled texts: HX_EVAL_DATA, or shared/data beside the project.

    :raises SystemExit: there is none.
    """
    folder = Path(os.environ.get("HX_EVAL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        raise SystemExit(f"The evals need the labelled texts in {folder}; set HX_EVAL_DATA to their folder.")
    return folder
