"""What the pages of a case's assistance show."""

import datetime as dt
from dataclasses import dataclass

from priorauth.assistance.forms import document_name
from priorauth.assistance.models import Application
from priorauth.assistance.services import costs_of, funds_of, inputs_of
from priorauth.cases.facts import facts_so_far
from priorauth.cases.models import Case
from priorauth.core.assistance import Estimate, Fit, FundStatus, Reason, Screening, estimate, screen
from priorauth.core.dosing import dose_plan
from priorauth.core.library import Library
from priorauth.core.records.programs import Program, ProgramKind
from priorauth.core.vocabulary import Standing
from priorauth.reference.services import library_of

KINDS = {
    ProgramKind.COPAY: "Copay help",
    ProgramKind.FREE_DRUG: "Free drug",
    ProgramKind.INSURANCE_SUPPORT: "Help with insurance",
    ProgramKind.BRIDGE: "Bridge or refund",
    ProgramKind.FOUNDATION_GRANT: "Foundation",
    ProgramKind.PUBLIC: "Public program",
}
FITS = {Fit.FITS: "Fits", Fit.MAY_FIT: "May fit", Fit.DOES_NOT_FIT: "Doesn’t fit"}
_FEW = 2


@dataclass(frozen=True)
class Document:
    """What a program asks for, and whether it is at hand."""

    name: str
    is_ready: bool


@dataclass(frozen=True)
class Applied:
    """An application beside its program."""

    row: Application
    program: Program
    today: dt.date

    @property
    def kind(self) -> str:
        return KINDS[self.program.kind]

    @property
    def documents(self) -> list[Document]:
        return [Document(document_name(one), one in self.row.ready) for one in self.program.documents_needed]

    @property
    def ready(self) -> int:
        return sum(one.is_ready for one in self.documents)

    @property
    def days_left(self) -> int | None:
        return (self.row.next_on - self.today).days if self.row.next_on else None


@dataclass(frozen=True)
class Screened:
    """A program, how it fits and why."""

    screening: Screening
    program: Program
    fund: FundStatus | None
    application: Application | None

    @property
    def kind(self) -> str:
        return KINDS[self.program.kind]

    @property
    def fit(self) -> str:
        return FITS[self.screening.fit]

    @property
    def deciding(self) -> tuple[Reason, ...]:
        return self.screening.deciding[:_FEW]

    @property
    def more(self) -> int:
        return len(self.screening.deciding) - len(self.deciding)

    @property
    def has_fund(self) -> bool:
        return self.program.kind is ProgramKind.FOUNDATION_GRANT

    @property
    def can_apply(self) -> bool:
        return self.screening.fit is not Fit.DOES_NOT_FIT and self.application is None

    @property
    def standing(self) -> list[tuple[str, list[Reason]]]:
        """Every reason, by how it stands."""
        heads = (
            (Standing.NOT_MET, "Against it"),
            (Standing.NOT_DOCUMENTED, "To be asked or found out"),
            (Standing.MET, "For it"),
        )
        grouped = [(head, [one for one in self.screening.reasons if one.standing is which]) for which, head in heads]
        return [(head, reasons) for head, reasons in grouped if reasons]


@dataclass(frozen=True)
class AssistancePage:
    """The programs for one case, what was applied for, what the patient would pay."""

    applications: list[Applied]
    programs: list[Screened]
    estimate: Estimate | None
    read_on: dt.date

    @property
    def possible(self) -> list[Screened]:
        return [one for one in self.programs if one.screening.fit is not Fit.DOES_NOT_FIT]

    @property
    def ruled_out(self) -> list[Screened]:
        return [one for one in self.programs if one.screening.fit is Fit.DOES_NOT_FIT]

    @property
    def open_count(self) -> int:
        return sum(one.row.is_open for one in self.applications)


def page_of(case: Case, today: dt.date) -> AssistancePage:
    """Everything that the page shows, in a fixed number of queries."""
    library = library_of(case.clinic)
    facts = facts_so_far(case, today).facts
    rows = {row.program: row for row in Application.objects.of(case.clinic).filter(case=case)}
    funds = funds_of(case.clinic)
    plan = dose_plan(facts, library)
    return AssistancePage(
        applications=[Applied(row, library.programs[name], today) for name, row in sorted(rows.items(), key=_soonest)],
        programs=[
            Screened(one, library.programs[one.program], funds.get(one.program), rows.get(one.program))
            for one in screen(facts, library, funds)
        ],
        estimate=estimate(plan, inputs_of(costs_of(case))) if plan else None,
        read_on=_read_on(library),
    )


def _soonest(named: tuple[str, Application]) -> tuple[bool, dt.date, str]:
    name, row = named
    return (not row.is_open, row.next_on or dt.date.max, name)


def _read_on(library: Library) -> dt.date:
    """The newest day on which a program's pages were read."""
    return max(one.verified.date.last for one in library.programs.values() if one.verified)
