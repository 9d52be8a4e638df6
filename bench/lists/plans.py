"""Reads how PostgreSQL answers the queries of a page: which indexes, and whether a big table is read as a whole."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

# A table of fewer rows is read as a whole whatever the indexes are, and cheaply.
BIG = 20_000


@dataclass(frozen=True)
class Plan:
    """One query's plan: its steps in a line, and the big tables that it reads as a whole."""

    steps: str
    read_whole: tuple[str, ...]


def plan_of(sql: str, params: Any) -> Plan:
    """What the planner makes of a query; nothing is run."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (found,) = cursor.fetchone()
    top = (found if isinstance(found, list) else json.loads(found))[0]["Plan"]
    nodes = list(_walk(top))
    whole = tuple(
        node["Relation Name"]
        for node in nodes
        if node["Node Type"] == "Seq Scan" and _rows(node["Relation Name"]) > BIG
    )
    return Plan(" < ".join(_said(node) for node in nodes), whole)


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _walk(below)


def _said(node: dict[str, Any]) -> str:
    """`Index Scan work_by_kind`, `Limit`."""
    on = node.get("Index Name") or node.get("Relation Name") or ""
    return f"{node['Node Type']} {on}".strip()


def _rows(table: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(reltuples) FROM pg_class WHERE relname = %s", [table])
        (rows,) = cursor.fetchone()
        return float(rows)
