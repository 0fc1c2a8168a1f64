"""Runs one command of ``huixiang digest`` and turns whatever happens into a sentence and an exit code.

0 done · 1 could not be written, or an error nobody expected · 2 the table or an option will not do · 130 interrupted
"""

import argparse
import gc
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from types import FrameType
from typing import Final, NoReturn

from huixiang.digest.errors import DigestError
from huixiang.ops.digesting.arguments import digest_parser
from huixiang.ops.digesting.refusals import Stopped
from huixiang.ops.digesting.sentences import Tongue

MODULES: Final = {
    "run": "running", "train": "teaching", "classify": "classifying", "drift": "drifting", "group": "grouping",
    "pairs": "pairing", "replies": "answering", "mask": "masking", "eval": "measuring",
}  # fmt: skip
INTERRUPTED: Final = 130


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code. Nothing but --debug shows a traceback."""
    options = digest_parser().parse_args(argv)
    tongue = Tongue(options.lang)
    # Reading makes millions of small objects that all stay; looking through them again and again takes a fifth of it.
    gc.set_threshold(100_000, 50, 100)
    before = signal.getsignal(signal.SIGTERM)
    try:
        signal.signal(signal.SIGTERM, _stop)
        return _run(options, tongue)
    except KeyboardInterrupt:
        return _tell(tongue.say("interrupted"), INTERRUPTED)
    except Stopped as stopped:
        return _tell(tongue.say(stopped.word, **stopped.parts), stopped.code)
    except DigestError as error:
        return _tell(tongue.engine(error.code, str(error)), Stopped.code)
    except MemoryError:
        return _tell(tongue.say("no_memory"), 1)
    except Exception as error:  # the last resort: a sentence, never a traceback
        if options.debug:
            raise
        return _tell(tongue.say("unexpected", why=f"{type(error).__name__} {error}".strip()), 1)
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(options: argparse.Namespace, tongue: Tongue) -> int:
    module = import_module(f"huixiang.ops.digesting.{MODULES[options.command]}")
    return int(module.run(options, tongue))


def _tell(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return code


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
