"""Reading a PDF back: its pages as text, its structure as a tree, its fonts, links and bookmarks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont


@dataclass
class Node:
    """An element of the structure tree with the text under it."""

    tag: str
    attributes: dict[str, Any] = field(default_factory=dict)
    identifier: str = ""
    children: list["Node"] = field(default_factory=list)

    def all(self, *tags: str) -> list["Node"]:
        """The elements of these tags below this one, in reading order."""
        return [node for node in self.walk() if node.tag in tags]

    def walk(self) -> Iterator["Node"]:
        for child in self.children:
            yield child
            yield from child.walk()


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page in the order of its content, line ends as spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.replace("\ufffe", "-").split()) for text in texts]


def structure(pdf: bytes) -> Node:
    """The tagged structure below the document element."""
    with opened(pdf) as document:
        return _node(document.Root.StructTreeRoot.K[0])


def _node(element: Any) -> Node:
    attributes = {str(key): _plain(value) for key, value in element.get("/A", {}).items()}
    node = Node(str(element.S).strip("/"), attributes, str(element.get("/ID", "")))
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            node.children.append(_node(kid))
    return node


def _plain(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, pikepdf.Array) else str(value)


def font_names(pdf: bytes) -> set[str]:
    """The name that each embedded font has in its own name table: what the PDF calls it is only what was asked for.

    A font without an embedded program is marked as such.
    """
    names = set()
    with opened(pdf) as document:
        for font in document.pages[0].Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            if "/FontFile2" not in descriptor:
                names.add(f"{font.BaseFont} (not embedded)")
                continue
            program = TTFont(BytesIO(descriptor.FontFile2.read_bytes()))
            names.add(str(program["name"].getBestFullName()))
    return names


def links(pdf: bytes) -> list[tuple[str, str]]:
    """What each link is called and where it leads: a named place in the letter, or an address."""
    with opened(pdf) as document:
        annotations = [note for page in document.pages for note in page.get("/Annots", [])]
        return [(str(note.Contents), str(note.get("/Dest") or note.A.URI)) for note in annotations]


def bookmarks(pdf: bytes) -> list[tuple[int, str]]:
    """The level and title of each bookmark."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [(mark.level, mark.get_title()) for mark in document.get_toc()]
