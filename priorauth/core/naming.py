"""What the check list calls the things of a chart, where the case file has ids."""

from collections.abc import Iterable

from priorauth.core.library import Library
from priorauth.core.typography import listed
from priorauth.core.vocabulary import Course

_CAPITALS = {"iga": "IgA", "mri": "MRI", "edss": "EDSS", "lcd": "LCD", "ncd": "NCD", "ig": "immune globulin"}


def drug(library: Library, therapy: str) -> str:
    """The generic name of a therapy, labelled for MS or of the history."""
    record = library.therapies.get(therapy) or library.therapy_history.get(therapy)
    return record.generic if record else therapy


def course_said(library: Library, course: Course) -> str:
    """The course in words."""
    record = library.course_labels.get(course)
    return record.label if record else course.replace("_", " ")


def treatment_said(library: Library, treatments: Iterable[str]) -> str:
    """The treatments of a relapse by their generic names."""
    known = library.relapse_treatments
    return listed([known[name].generic if name in known else name for name in treatments])


def in_words(name: str) -> str:
    """An id as words: `iga_deficiency_simple` is `IgA deficiency simple`."""
    return " ".join(_CAPITALS.get(word, word) for word in name.split("_"))
