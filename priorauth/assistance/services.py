"""What staff do about help with paying, each in one transaction with its entry in the log."""

import datetime as dt
from typing import Any

from django.db import transaction

from priorauth.assistance.models import Application, CostSheet, Fund
from priorauth.audit.actions import Action
from priorauth.audit.services import record
from priorauth.cases.models import Case
from priorauth.cases.projection import project
from priorauth.clinics.models import Clinic, Member
from priorauth.core.assistance import CostInputs, FundStatus, Price, Share
from priorauth.patients.writing import add, change, take_turn


@transaction.atomic
def apply_to(member: Member, case: Case, program: str) -> Application:
    """The case's application to the program; a new one is being considered."""
    _lock(case)
    found = Application.objects.of(case.clinic).filter(case=case, program=program).first()
    if found is None:
        found = add(Application, clinic=case.clinic, case=case, program=program)
        project(case)
        record(Action.CASE_CHANGED, member=member, subject=case, changed=["applications.added"])
    return found


def _lock(case: Case) -> None:
    """Of two who begin the same at one moment, the second finds what the first has begun."""
    Case.objects.of(case.clinic).select_for_update().get(id=case.id)


@transaction.atomic
def save_application(member: Member, application: Application, revision: int, **values: Any) -> None:
    """Writes what differs. Raises ChangedMeanwhile where a colleague saved it since it was read."""
    now = take_turn(application, revision)
    names = [f"applications.{name}" for name in change(now, **values)]
    project(application.case)
    record(Action.CASE_CHANGED, member=member, subject=application.case, changed=names)


@transaction.atomic
def check_fund(member: Member, program: str, *, is_open: bool, on: dt.date) -> Fund:
    """Notes how a fund was found on that day; what was found before is kept."""
    found = add(Fund, clinic=member.clinic, program=program, is_open=is_open, checked_on=on, checked_by=member)
    record(Action.FUND_CHECKED, member=member, subject=found)
    return found


def funds_of(clinic: Clinic) -> dict[str, FundStatus]:
    """How each fund was found last, by program."""
    found: dict[str, FundStatus] = {}
    for row in Fund.objects.of(clinic):
        found.setdefault(row.program, FundStatus(is_open=row.is_open, checked_on=row.checked_on))
    return found


@transaction.atomic
def save_costs(member: Member, case: Case, revision: int, **values: Any) -> CostSheet:
    """Writes the amounts. Raises ChangedMeanwhile where a colleague saved them since they were read."""
    _lock(case)
    sheet = costs_of(case) or add(CostSheet, clinic=case.clinic, case=case)
    now = take_turn(sheet, revision)
    names = [f"costs.{name}" for name in change(now, **values)]
    record(Action.CASE_CHANGED, member=member, subject=case, changed=names)
    return now


def costs_of(case: Case) -> CostSheet | None:
    """The amounts of a case; None until some were saved."""
    return CostSheet.objects.of(case.clinic).filter(case=case).first()


def inputs_of(sheet: CostSheet | None) -> CostInputs:
    """What the sheet holds, as the core reckons with it; a price without source and date is none."""
    if sheet is None:
        return CostInputs()
    return CostInputs(
        per_gram=_price(sheet.gram_usd, sheet.gram_source, sheet.gram_date),
        per_infusion=_price(sheet.infusion_usd, sheet.infusion_source, sheet.infusion_date),
        share=Share(
            deductible_left_usd=sheet.deductible_left_usd,
            coinsurance_percent=sheet.coinsurance_percent,
            out_of_pocket_left_usd=sheet.out_of_pocket_left_usd,
            source=sheet.share_source,
            date=sheet.share_date,
        ),
        help_usd=sheet.help_usd,
        help_name=sheet.help_name,
    )


def _price(usd: Any, source: str, date: dt.date | None) -> Price | None:
    return Price(usd=usd, source=source, date=date) if usd is not None and source and date else None
