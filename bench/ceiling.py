"""What the load generator itself can do: against a process that answers every request with the same bytes."""

from __future__ import annotations

import itertools
import multiprocessing
import select
import socket
from collections.abc import Iterator

from bench.figures import Figure
from bench.load import closed_loop
from bench.sizes import Size

REQUEST = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def measure(size: Size) -> Iterator[Figure]:
    """Requests a second at 16 clients, generator and answering process on this machine together."""
    listener = socket.create_server(("127.0.0.1", 0))
    process = multiprocessing.get_context("fork").Process(target=_answer_for_ever, args=(listener,), daemon=True)
    process.start()
    try:
        port = listener.getsockname()[1]
        outcome = closed_loop(port, itertools.repeat(REQUEST), clients=size.clients, seconds=size.seconds)
        yield Figure("load generator's own ceiling", outcome.rate, "requests/s", context={"clients": size.clients})
    finally:
        process.terminate()
        process.join()
        listener.close()


def _answer_for_ever(listener: socket.socket) -> None:
    poll = select.epoll()
    poll.register(listener.fileno(), select.EPOLLIN)
    open_now: dict[int, socket.socket] = {}
    while True:
        for number, _events in poll.poll():
            if number == listener.fileno():
                connection, _address = listener.accept()
                open_now[connection.fileno()] = connection
                poll.register(connection.fileno(), select.EPOLLIN)
            elif open_now[number].recv(65536):
                open_now[number].sendall(ANSWER)
            else:
                open_now.pop(number).close()
