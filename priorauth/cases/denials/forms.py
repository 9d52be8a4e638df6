"""The form that takes a denial letter in."""

from typing import ClassVar

from priorauth.cases.fileform import FileForm, a_file
from priorauth.gridform import GridForm


class LetterForm(FileForm, GridForm):
    """The letter, read by its content."""

    grid: ClassVar = {"file": 12}

    file = a_file(
        "The plan’s letter",
        "A PDF, a JPEG or a PNG of up to 25 MB. A scan in gray with 300 dots an inch is read best.",
        required=True,
    )
