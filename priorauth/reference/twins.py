"""Whether a library has a publication already: by its DOI or PMID, so that no letter lists one paper twice."""

from collections.abc import Mapping
from typing import Any

from priorauth.core.library import Library

NUMBERS = ("doi", "pmid")
HAS_IT = "The library has this publication already: {}. Its findings are there."


def twin_of(own_id: str | None, citation: Mapping[str, Any], library: Library) -> str:
    """The id of another record with one of the citation's numbers; empty where there is none."""
    asked = {name: str(citation.get(name) or "").casefold() for name in NUMBERS}
    for one in library.publications.values():
        known = {name: str(getattr(one.citation, name) or "").casefold() for name in NUMBERS}
        if one.id != own_id and any(asked[name] and asked[name] == known[name] for name in NUMBERS):
            return one.id
    return ""
