"""Asks one database's pages for what the parent names, line by line, and answers what each cost: see `__main__`.

python -m bench.lists.visits, with DATABASE_URL; a line of standard input is `page` or `plans page`.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "priorauth.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from bench.lists.filling import PROBE  # noqa: E402
from bench.lists.plans import plan_of  # noqa: E402
from priorauth.clinics.models import Member  # noqa: E402
from priorauth.dashboard.kept import count  # noqa: E402
from priorauth.dashboard.models import KeptFigures  # noqa: E402

# So many pages on from the first is a deep one.
DEEP = 40
REPEATS = 5


class Visitor:
    """Two people of the measured clinic at their browsers."""

    def __init__(self) -> None:
        members = Member.objects.of_every_clinic().filter(clinic__slug="measured").select_related("user")
        self.coordinator, self.admin = (
            self._browser(members.filter(role=role)[0]) for role in ("coordinator", "admin")
        )
        self.places: dict[str, str] = {}
        self.pages: dict[str, Callable[[], Any]] = {
            "worklist": lambda: self.coordinator.get("/"),
            "worklist of a kind": lambda: self.coordinator.get("/?kind=appeal"),
            "worklist of a plan": lambda: self.coordinator.get("/", {"plan": self.plan}),
            "worklist of a plan and a kind": lambda: self.coordinator.get("/", {"plan": self.plan, "kind": "decision"}),
            "worklist, mine": lambda: self.coordinator.get("/?whose=mine"),
            "worklist, what is later": lambda: self.coordinator.get("/?due=later"),
            "worklist, a deep page": lambda: self.coordinator.get(self.deep("/")),
            "list of cases": lambda: self.coordinator.get("/cases/"),
            "list of cases, a deep page": lambda: self.coordinator.get(self.deep("/cases/")),
            "search, a family name": lambda: self.search("garfield"),
            "search, a frequent beginning": lambda: self.search("ma"),
            "search, given and family name": lambda: self.search("maria garfield"),
            "search, a name that nobody has": lambda: self.search("zzyzx"),
            "search, a rare name": lambda: self.search(PROBE["name"]),
            "search, record number": lambda: self.search(PROBE["mrn"]),
            "search, reference": lambda: self.search(PROBE["reference"]),
            "dashboard": lambda: self.admin.get("/dashboard/"),
            "dashboard of a plan": lambda: self.admin.get("/dashboard/", {"plan": self.plan}),
            "dashboard, all dates": lambda: self.admin.get("/dashboard/?dates=all"),
        }
        self.plan = "Plan of Ada 0"

    def _browser(self, member: Member) -> Client:
        client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0])
        client.force_login(member.user)
        return client

    def search(self, words: str) -> Any:
        return self.coordinator.post("/search/", {"words": words}, follow=True)

    def deep(self, path: str) -> str:
        """The address of a page far behind the first, by the link to the next."""
        if path not in self.places:
            address = path
            for _ in range(DEEP):
                page = self.coordinator.get(address).content.decode()
                address = path + page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
            self.places[path] = address
        return self.places[path]

    def cost(self, page: str) -> dict[str, float]:
        """Seconds of one request, the mean of some: CPU of this process and its backend; and by the clock."""
        self.pages[page]()
        self.count_what_waits()
        cpu, began = _cpu(), time.perf_counter()
        for _ in range(REPEATS):
            answer = self.pages[page]()
            assert answer.status_code == 200, (page, answer.status_code)
        return {"cpu": (_cpu() - cpu) / REPEATS, "clock": (time.perf_counter() - began) / REPEATS}

    def count_what_waits(self) -> None:
        """What a worker would do of what the page has just asked for: figures that nobody has counted yet."""
        for row in KeptFigures.objects.of_every_clinic().filter(figures=""):
            began = _cpu()
            count(row.id)
            print(f"A worker counts such figures in {_cpu() - began:.0f} s of CPU.", file=sys.stderr)

    def plans(self, page: str) -> list[dict[str, Any]]:
        """How each query of the page is answered."""
        self.pages[page]()
        self.count_what_waits()
        asked: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.lstrip().upper().startswith(("SELECT", "WITH", "(SELECT")):
                asked.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            self.pages[page]()
        return [vars(plan_of(sql, params)) for sql, params in asked]


def _cpu() -> float:
    """Seconds of CPU that this process and the backend that serves it have used."""
    connection.ensure_connection()
    spent = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]
    return time.process_time() + int(spent) / 1e9


def main() -> None:
    visitor = Visitor()
    print(json.dumps(list(visitor.pages)), flush=True)
    for line in sys.stdin:
        asked = line.strip()
        page = asked.removeprefix("plans ")
        print(json.dumps(visitor.plans(page) if page != asked else visitor.cost(page)), flush=True)


if __name__ == "__main__":
    main()
