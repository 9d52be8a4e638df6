"""Makes two databases, of few and of many cases, and prints what each page costs with the many / with the few.

python -m bench.lists [--few 10000] [--many 1000000] [--rounds 9] [--keep] [--server postgresql://postgres@127.0.0.1:5432]

Needs a PostgreSQL server on this machine: the CPU time of its backends is part of the cost. Exit status 1 where a query
of a page reads a big table as a whole.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import psycopg

from bench.measure import ratio

_FILL = "import django; django.setup(); from bench.lists.filling import fill; fill({cases})"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lists")
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9, help="how often each page is measured on each database")
    parser.add_argument("--keep", action="store_true", help="do not drop the databases; use those that are there")
    parser.add_argument("--server", default="postgresql://postgres@127.0.0.1:5432")
    chosen = parser.parse_args()
    few, many = (database(chosen.server, cases, keep=chosen.keep) for cases in (chosen.few, chosen.many))
    with few as small, many as large, Visits(small) as of_few, Visits(large) as of_many:
        print(f"{chosen.few} and {chosen.many} cases, {chosen.rounds} rounds\n")
        print_costs(of_few, of_many, chosen.rounds)
        whole = print_plans(of_many)
    sys.exit(1 if whole else 0)


@contextmanager
def database(server: str, cases: int, *, keep: bool) -> Iterator[dict[str, str]]:
    """The environment of a process that works on a database with so many cases in its measured clinic."""
    name = f"bench_lists_{cases}"
    environment = os.environ | {"DATABASE_URL": f"{server}/{name}", "DJANGO_SETTINGS_MODULE": "priorauth.settings"}
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(f"CREATE DATABASE {name}")
            began = time.perf_counter()
            for command in (["manage.py", "migrate", "-v0"], ["-c", _FILL.format(cases=cases)]):
                if subprocess.run([sys.executable, *command], env=environment, check=False).returncode:
                    admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
                    sys.exit("The database could not be filled; the error stands above.")
            (size,) = admin.execute("SELECT pg_size_pretty(pg_database_size(%s))", [name]).fetchone() or ("?",)
            print(f"{cases} cases filled in within {time.perf_counter() - began:.0f} s: {size}", flush=True)
    yield environment
    if not keep:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Visits:
    """A process that asks one database's pages."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment

    def __enter__(self) -> "Visits":
        command = [sys.executable, "-m", "bench.lists.visits"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, env=self.environment, stdin=pipe, stdout=pipe, text=True)
        self.pages: list[str] = self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def ask(self, words: str) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit("The process that visits the pages has ended; its error stands above.")
        return json.loads(line)


def print_costs(few: Visits, many: Visits, rounds: int) -> None:
    print(
        "| page | CPU with many / with few, median (quartiles) | CPU, ms | by the clock, ms |\n"
        "| --- | --- | --- | --- |"
    )
    for page in few.pages:
        pairs = [(many.ask(page), few.ask(page)) for _ in range(rounds)]
        ratios = ratio([(above["cpu"], below["cpu"]) for above, below in pairs])
        cpu, clock = (
            " / ".join(f"{1000 * median(pair[place][kind] for pair in pairs):.0f}" for place in (0, 1))
            for kind in ("cpu", "clock")
        )
        print(f"| {page} | {ratios} | {cpu} | {clock} |", flush=True)


def print_plans(many: Visits) -> list[str]:
    """Each page's plans; returns what reads a big table as a whole."""
    found = []
    for page in many.pages:
        print(f"\n{page}:")
        for plan in many.ask(f"plans {page}"):
            print(f"  {plan['steps']}")
            found += [f"{page}: {table} is read as a whole" for table in plan["read_whole"]]
    print("\n" + ("\n".join(found) or "No big table is read as a whole."))
    return found


if __name__ == "__main__":
    main()
