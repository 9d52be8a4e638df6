"""A letter that was read, as its page shows it: its sheets with marks, and what was found beside each field."""

from functools import cached_property
from typing import Any

from django.http import QueryDict

from priorauth.cases.denials.marks import sheets
from priorauth.cases.denials.offers import also_told, offers, take
from priorauth.cases.submissions.pages import Page
from priorauth.core.notices import Candidate, NoticeReading, read_notice
from priorauth.patients.models import Reading
from priorauth.reference.services import shipped_library


class Letter:
    """The letter of one reading. What is found in it is found anew each time: the library may know more by then."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.pages = reading.value()

    @cached_property
    def found(self) -> NoticeReading:
        return read_notice(self.pages, shipped_library().denial_reasons)

    @cached_property
    def candidates(self) -> dict[int, Candidate]:
        """The candidates by the number that the page gives them."""
        return dict(enumerate(self.found.candidates, start=1))

    def pressed(self, typed: QueryDict, button: str) -> Candidate | None:
        """The candidate whose button of that name was pressed."""
        number = typed.get(button, "")
        return self.candidates.get(int(number)) if number.isdecimal() and len(number) < 5 else None

    def taken(self, typed: QueryDict) -> QueryDict:
        """What was typed, with the candidate in it that is to be used."""
        chosen = self.pressed(typed, "use")
        return take(typed, chosen) if chosen else typed

    def beside(self, page: Page) -> dict[str, Any]:
        """What the template shows of the letter beside the form."""
        assert page.submission is not None
        return {
            "page": page,
            "sheets": sheets(self.pages, self.candidates),
            "offers": offers(self.candidates, page),
            "told": also_told(self.candidates, page.case, page.submission),
            "contradictions": [
                (one.says, [number + 1 for number in one.candidates]) for one in self.found.contradictions
            ],
            "count": len(self.candidates),
            "doubtful": sum(not one.is_readable for one in self.found.candidates),
        }
