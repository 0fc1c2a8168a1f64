"""PostgreSQL stopped in the middle and started again, over and over, while people send."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench.house import House
from huixiang.ops import postgres
from tests.faults.house import WORDS, Answer, ask, drawn_code, speak

SPEAKERS, TIMES = 4, 3


class Stream:
    """Speakers who send one voice after the other and keep what they were answered."""

    def __init__(self, port: int) -> None:
        self.port, self.over = port, threading.Event()
        self.acknowledged: set[str] = set()
        self.refused: list[Answer] = []

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """While the block runs."""
        threads = [threading.Thread(target=self._speak) for _number in range(SPEAKERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.over.set()
            for thread in threads:
                thread.join()

    def _speak(self) -> None:
        while not self.over.is_set():
            form = ask(self.port, "/say")
            if form.status != 200:
                self.refused.append(form)
                continue
            code = form.page.partition('name="code" value="')[2].partition('"')[0]
            answer = speak(self.port, code)
            if answer.status == 200:
                self.acknowledged.add(code[:8])
            else:
                assert WORDS in answer.page
                self.refused.append(answer)

    def wait_for_more(self) -> None:
        """Wait until three more were acknowledged: the site works again."""
        wanted, until = len(self.acknowledged) + 3, time.monotonic() + 120
        while len(self.acknowledged) < wanted:
            assert time.monotonic() < until, "the site does not come back"
            time.sleep(0.05)


def restart_at_once(house: House) -> None:
    """As ``pg_ctl restart -m immediate`` does: no connection is told, nothing is written down first."""
    cluster = str(house.server.cluster)
    done = postgres._run(house.server, "pg_ctl", "-D", cluster, "-m", "immediate", "-w", "-t", "120", "restart")
    assert done.returncode == 0, done.stderr


class TestADatabaseThatGoesAway:
    def test_is_waited_for_and_loses_nothing_acknowledged(self, house: House, port: int) -> None:
        stream = Stream(port)
        with stream.flowing():
            for _time in range(TIMES):
                stream.wait_for_more()
                restart_at_once(house)
            stream.wait_for_more()

        assert {(answer.status, answer.headers["Retry-After"]) for answer in stream.refused} <= {(503, "30")}
        assert all("Traceback" not in answer.page for answer in stream.refused)
        with house.connect() as connection:
            kept = {locator for (locator,) in connection.execute("SELECT locator FROM listening_receipt").fetchall()}
        assert stream.acknowledged <= kept
        assert speak(port, drawn_code(port)).status == 200

    def test_and_is_back_refuses_nobody_for_a_connection_that_died(self, house: House, port: int) -> None:
        everybody = Stream(port)
        with everybody.flowing():  # so that each process keeps several connections
            everybody.wait_for_more()
        restart_at_once(house)

        answers = [ask(port, "/say").status for _time in range(4 * SPEAKERS)]
        answers += [speak(port, drawn_code(port)).status for _time in range(4 * SPEAKERS)]

        assert set(answers) == {200}
