"""The shipped library, read once in each process."""

from functools import cache
from pathlib import Path

from priorauth.core.library import Library, read_library
from priorauth.reference.yamlfiles import read_folder

SHIPPED = Path(__file__).parent.parent / "library"


def library_in(folder: Path) -> Library:
    """The library whose files are in that folder; LibraryError with every problem."""
    return read_library(read_folder(folder))


@cache
def shipped_library() -> Library:
    """The library of this release, immutable and shared by the whole process."""
    return library_in(SHIPPED)
