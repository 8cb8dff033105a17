"""The site of a whole firm as its people meet it: `zhengan serve`, asked over loopback; the floor is a view that does nothing.

A page's own figure is of making it: each request has an address of its own, so that none is answered with a page kept
from before. What several clients get in ten seconds is what they get: the same pages, kept where nothing was written.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from benchmarks.firm import CODE, OFFICER, PASSWORD, Firm, firm
from benchmarks.table import Row, row

ASKED = 200
CLIENTS, SECONDS = 4, 10
HOUSE = f"/i/{CODE}"
PAGES = {
    "board": f"{HOUSE}/",
    "article 21": f"{HOUSE}/articles/21/",
    "system": f"{HOUSE}/systems/s001/",
    "finding": f"{HOUSE}/findings/20.1-daily/s001/",
    "list of findings": f"{HOUSE}/findings/",
    "list of systems": f"{HOUSE}/registers/systems/",
    "list of 182,600 backups": f"{HOUSE}/registers/backup_runs/",
    "search": f"{HOUSE}/search/?{urlencode({'q': '系统001'})}",
    "search without a hit": f"{HOUSE}/search/?q=nowhere",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def run() -> list[Row]:
    """Start, memory, pages at p95 with their queries, and pages a second under four clients."""
    held = firm()
    from zhengan.assess.services import latest
    from zhengan.records.clock import now

    latest(held.institution, now().date())
    rows: list[Row] = []
    with server(held) as (port, started, pid):
        nothing = "python -c pass"
        rows.append(row("cold start to the first page", started, "s", against=nothing, against_figure=bare(), at_most=2))
        rows.append(row("resident after the start", resident(pid), "MB", against=nothing, against_figure=idle(), at_most=150))
        cookie = log_in(port)
        floor = 1000 * p95(port, "/language/", cookie)
        for name, page in PAGES.items():
            taken = 1000 * p95(port, page, cookie, anew=True)
            rows.append(row(f"{name}, p95", taken, "ms", against="a view that does nothing", against_figure=floor, at_most=50))
        rate, empty = load(port, list(PAGES.values()), cookie), load(port, ["/language/"], cookie)
        made = row(f"pages a second, {CLIENTS} clients", rate, "/s", against="a view that does nothing", against_figure=empty)
        rows.append(Row(**{**vars_of(made), "target": "≥ 150 /s", "ok": rate >= 150}))
        rows.append(row("resident after the load", resident(pid), "MB"))
    return rows + [queries(name, page) for name, page in PAGES.items()]


def vars_of(made: Row) -> dict[str, object]:
    """The fields of a row."""
    return {name: getattr(made, name) for name in made.__slots__}


@contextmanager
def server(held: Firm) -> Iterator[tuple[int, float, int]]:
    """The server on a free port: the port, the seconds until it answered, the process that serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [str(Path(sys.executable).with_name("zhengan")), "serve", "--port", str(port)]
    environ = {**os.environ, "ZHENGAN_HOME": str(held.home)}
    start = perf_counter()
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(port):
            if process.poll() is not None or perf_counter() - start > 30:
                raise RuntimeError("the server did not come up")
        yield port, perf_counter() - start, process.pid
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int) -> bool:
    """Whether the log-in page comes."""
    try:
        return ask(port, "/login/")[0] == 200
    except OSError:
        return False


def ask(port: int, page: str, cookie: str = "") -> tuple[int, bytes]:
    """Status and body of a page, over a connection of its own."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.request("GET", page, headers={"Cookie": cookie})
        response = line.getresponse()
        return response.status, response.read()
    finally:
        line.close()


def log_in(port: int) -> str:
    """The cookie of the firm's officer, by the form."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", "/login/")
    response = line.getresponse()
    page, csrf = response.read().decode(), cookies(response)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    body = urlencode({"username": OFFICER, "password": PASSWORD, "csrfmiddlewaretoken": token[1]})
    line.request("POST", "/login/", body, {**FORM, "Cookie": csrf, "Origin": f"http://127.0.0.1:{port}"})
    response = line.getresponse()
    response.read()
    assert response.status == 302, response.status
    return f"{csrf}; {cookies(response)}"


def cookies(response: http.client.HTTPResponse) -> str:
    """What a response sets, ready to send back."""
    return "; ".join(value.partition(";")[0] for value in response.headers.get_all("Set-Cookie") or [])


def p95(port: int, page: str, cookie: str, anew: bool = False) -> float:
    """Seconds below which 19 of 20 answers come, over one connection; the first answer warms and is not counted.

    ``anew``: each by an address of its own, so that it has to be made.
    """
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for turn in range(ASKED + 1):
        address = f"{page}{'&' if '?' in page else '?'}turn={turn}" if anew else page
        start = perf_counter()
        line.request("GET", address, headers={"Cookie": cookie})
        response = line.getresponse()
        response.read()
        times.append(perf_counter() - start)
        assert response.status == (302 if page == "/language/" else 200), (page, response.status)
    line.close()
    return statistics.quantiles(times[1:], n=20)[-1]


def load(port: int, pages: list[str], cookie: str) -> float:
    """Pages a second that a few clients get in turn for some seconds; an answer that is no page is an error."""
    done = [0] * CLIENTS
    until = perf_counter() + SECONDS

    def client(n: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        turn = n
        while perf_counter() < until:
            line.request("GET", pages[turn % len(pages)], headers={"Cookie": cookie})
            response = line.getresponse()
            response.read()
            assert response.status in (200, 302), response.status
            done[n] += 1
            turn += 1

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(done), "a client got nothing"
    return sum(done) / SECONDS


def queries(name: str, page: str) -> Row:
    """How many queries a page makes, asked inside this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from zhengan.accounts.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username=OFFICER))
    client.get(page)
    with CaptureQueriesContext(connection) as sent:
        assert client.get(f"{page}{'&' if '?' in page else '?'}turn=1").status_code == 200
    return row(f"{name}, queries", len(sent), "", at_most=20)


def resident(pid: int) -> float:
    """Resident megabytes of a process and its children."""
    total, waiting = 0.0, [pid]
    while waiting:
        here = Path(f"/proc/{waiting.pop()}")
        found = re.search(r"VmRSS:\s+(\d+) kB", (here / "status").read_text())
        total += int(found[1]) / 1024 if found else 0
        for task in (here / "task").iterdir():
            waiting += [int(child) for child in (task / "children").read_text().split()]
    return total


def bare() -> float:
    """Seconds of an interpreter that does nothing."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return perf_counter() - start


def idle() -> float:
    """Resident megabytes of an interpreter that does nothing."""
    tell = "print(open('/proc/self/status').read())"
    said = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True).stdout
    found = re.search(r"VmRSS:\s+(\d+) kB", said)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    from benchmarks.table import plain

    print(plain(run()))
