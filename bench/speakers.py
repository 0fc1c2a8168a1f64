"""Speakers who keep their own list: ``python -m bench.speakers PORT FOLDER``, until SIGTERM.

Each takes the form, sends it, and writes the receipt to the list (with fsync) once the answer has come. When sending
breaks off, the receipt goes to the list of unknown ones, and the same form is sent again until it is acknowledged.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import sys
import threading
import time
from pathlib import Path

from bench.sending import BOUNDARY, WORDS, form_body

SPEAKERS = 4
PAUSE_SECONDS = 0.02  # so that what was killed finds a processor to start again on
CARRIED = re.compile(r'name="code" value="([^"]+)"')
ENDING = threading.Event()


class Notes:
    """A list on disk; a line is there for good when ``write`` returns."""

    def __init__(self, path: Path) -> None:
        self.lock = threading.Lock()
        self.file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def write(self, digits: str) -> None:
        with self.lock:
            os.write(self.file, f"{digits}\n".encode())
            os.fsync(self.file)


def speak(port: int, acknowledged: Notes, unknown: Notes) -> None:
    """Send one voice after the other until the end."""
    while not ENDING.is_set():
        code = _form(port)
        while code and not _sent(port, code):
            unknown.write(code[:28])
            if ENDING.wait(0.1):
                return
        if code:
            acknowledged.write(code[:28])
            ENDING.wait(PAUSE_SECONDS)


def _form(port: int) -> str:
    """The code that an empty form carries; empty when none can be had just now."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("GET", "/say")
        answer = connection.getresponse()
        found = CARRIED.search(answer.read().decode()) if answer.status == 200 else None
        connection.close()
    except (OSError, http.client.HTTPException):
        found = None
    if found is None:
        time.sleep(0.1)
    return found.group(1) if found else ""


def _sent(port: int, code: str) -> bool:
    """Send the form; whether the whole answer came and says that the voice was taken in."""
    body = form_body({"words": WORDS, "place": "", "unit": "", "lane": "anonymous", "speaker_name": "", "contact": "",
                      "code": code})  # fmt: skip
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("POST", "/say", body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
    except (OSError, http.client.HTTPException):
        return False
    return answer.status == 200


def main(port: int, folder: Path) -> None:
    """Let 4 speakers speak until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda _signal, _frame: ENDING.set())
    lists = Notes(folder / "acknowledged"), Notes(folder / "unknown")
    threads = [threading.Thread(target=speak, args=(port, *lists)) for _ in range(SPEAKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
