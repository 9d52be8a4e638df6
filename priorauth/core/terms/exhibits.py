"""The exhibits as the letter lists them."""

from priorauth.core.brief import Brief
from priorauth.core.said import Said
from priorauth.core.terms.registry import item_term, source, term


@source("exhibits", "exhibit")
def exhibits(brief: Brief) -> list[int]:
    return list(range(len(brief.facts.exhibits)))


@item_term("exhibit", "id")
def exhibit_id(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.facts.exhibits[n].id, f"exhibits[{n}]")


@item_term("exhibit", "title")
def exhibit_title(brief: Brief, n: int) -> Said | None:
    """The title with its dates in words; the kind's name where the record gives no title."""
    exhibit = brief.facts.exhibits[n]
    kind = brief.library.exhibit_kinds.get(exhibit.kind or "")
    return brief.say(brief.chart(exhibit.title) or (kind.what if kind else "Document"), f"exhibits[{n}]")


@item_term("exhibit", "pages")
def exhibit_pages(brief: Brief, n: int) -> Said | None:
    pages = brief.facts.exhibits[n].pages
    return brief.say(str(pages), f"exhibits[{n}].pages") if pages else None


@term("enclosed", "range")
def enclosed_range(brief: Brief) -> Said | None:
    """`A to E`."""
    ids = [exhibit.id for exhibit in brief.facts.exhibits]
    return brief.say(ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}", "exhibits") if ids else None


@term("enclosed", "pages")
def enclosed_pages(brief: Brief) -> Said | None:
    """All pages, where every exhibit says how many it has."""
    pages = [exhibit.pages for exhibit in brief.facts.exhibits]
    if not pages or None in pages:
        return None
    return brief.say(str(sum(page or 0 for page in pages)), "exhibits")
