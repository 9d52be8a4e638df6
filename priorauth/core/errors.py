"""The errors that this program raises on purpose.

PriorAuthError
├── CaseFileError       a case file holds what no record can hold; carries every problem with its path
├── LibraryError        the library is broken; carries every problem with its file and path
├── WordsError          the words cannot make the letter: a programmer's or editor's error, never a blank in a letter
└── RenderingError      the letter cannot be printed as it is
"""

from dataclasses import dataclass


class PriorAuthError(Exception):
    """The root, so that a caller can catch ours and nothing else."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: `path` says where (`therapies[1].ended`), `message` what is wrong and what is wanted."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class CaseFileError(PriorAuthError):
    """Every problem of a case file at once, in the file's order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class LibraryError(PriorAuthError):
    """Every problem of the library at once; each path begins with the file's name."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class WordsError(PriorAuthError):
    """A sentence template that cannot be filled where it must be, or that is wrong in itself."""


class RenderingError(PriorAuthError):
    """The letter cannot become a PDF. Trying again does not help; the message is for staff and quotes no sentence."""
