"""Where the pages of a rendered letter begin, so that the studio can mark them in its one long sheet."""

from collections.abc import Iterator
from typing import Any, NotRequired, TypedDict

from priorauth.core.letter import Letter

_HEADING, _HEAD, _ROW = "h2", "thead", "tr"


class PageStart(TypedDict):
    """What stands first on a page: the section by its id or name, the block in it unless it is the heading, the row of
    a table (0 is the first below its header). `continues` where the block began on the page before."""

    section: str
    block: NotRequired[str]
    row: NotRequired[int]
    continues: bool


def page_starts(pages: list[Any], letter: Letter) -> list[PageStart]:
    """One for each page of WeasyPrint's, in their order."""
    blocks = {section.id: [block.id for block in section.blocks] for section in letter.sections}
    parents: dict[Any, Any] = {}
    before: set[Any] = set()
    starts: list[PageStart] = []
    for page in pages:
        leaves = [box.element for box in page._page_box.descendants() if getattr(box, "text", "")]
        if not parents and leaves:
            root = next(box.element for box in page._page_box.descendants() if box.element_tag == "html")
            parents = {child: parent for parent in root.iter() for child in parent}
        paths = (list(_path(leaf, parents)) for leaf in leaves)
        path = next((path for path in paths if _section(path) and not _is_repeated(path)), [])
        starts.append(_start(path, blocks, before))
        before.update(element for leaf in leaves for element in _path(leaf, parents))
    return starts


def _path(element: Any, parents: dict[Any, Any]) -> Iterator[Any]:
    while element is not None:
        yield element
        element = parents.get(element)


def _section(path: list[Any]) -> Any:
    return next((one for one in path if one.tag == "section"), None)


def _is_repeated(path: list[Any]) -> bool:
    return any(one.tag == _HEAD for one in path)


def _start(path: list[Any], blocks: dict[str, list[str]], before: set[Any]) -> PageStart:
    section = _section(path)
    if section is None:
        return {"section": "header", "continues": False}
    name = section.get("data-section") or section.get("class")
    block = path[path.index(section) - 1]
    start: PageStart = {"section": name, "continues": block in before}
    places = [child for child in section if child.tag != _HEADING]
    if block in places and len(places) == len(blocks.get(name, ())):
        start["block"] = blocks[name][places.index(block)]
    row = next((one for one in path if one.tag == _ROW), None)
    if row is not None:
        start["row"] = [one for one in block.iter(_ROW) if one.find("td") is not None].index(row)
    return start
