"""What WeasyPrint 70 leaves out of a tagged PDF and a screen reader wants: scopes of header cells, links in words."""

from typing import Any

import pydyf


def complete_tags(_document: Any, pdf: Any) -> None:
    """Gives each TH its scope and each link inside the letter words to be read by. For WeasyPrint's `finisher`."""
    for item in pdf.objects:
        if isinstance(item, dict):
            if item.get("S") == "/TH":
                item["A"]["Scope"] = "/Column" if _is_in_head(item, pdf) else "/Row"
            elif item.get("Subtype") == "/Link" and "Dest" in item:
                item["Contents"] = pydyf.String(_words(item["Dest"].string))


def _is_in_head(cell: Any, pdf: Any) -> bool:
    row = _parent(cell, pdf)
    return bool(_parent(row, pdf)["S"] == "/THead")


def _parent(element: Any, pdf: Any) -> Any:
    number, _generation, _r = element["P"].split()
    return pdf.objects[int(number)]


def _words(anchor: str) -> str:
    """`exhibit-a` as `Exhibit A`, `reference-3` as `Reference 3`."""
    kind, _, name = anchor.partition("-")
    return f"{kind.capitalize()} {name.upper()}"
