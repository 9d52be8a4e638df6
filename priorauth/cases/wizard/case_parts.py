"""Who signs and who files, and what the prescriber overrides."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from priorauth.cases.models import Case, Prescriber
from priorauth.cases.prescribers import prescribers
from priorauth.cases.services import change_case
from priorauth.cases.wizard.forms import SignerForm
from priorauth.cases.wizard.lists import ListPart
from priorauth.cases.wizard.meeting import seen
from priorauth.cases.wizard.parts import Bound, Entry, Part
from priorauth.clinics.roles import Right
from priorauth.patients.models import Revised
from priorauth.patients.writing import change


@dataclass(frozen=True)
class SignerPart(Part):
    """Who signs and who files: columns of the case and of its prescriber."""

    def revised(self, case: Case) -> Revised:
        return case

    def bind(self, case: Case, typed: QueryDict | None) -> Bound:
        chosen = case.prescriber
        initial = {
            "prescriber": str(chosen.id) if chosen else "",
            "filed_by": case.filed_by,
            "specialty": chosen.specialty if chosen else "",
            "phone": chosen.phone if chosen else "",
        }
        people = [
            (str(one.id), ", ".join(filter(None, (one.name, one.credentials)))) for one in prescribers(case.clinic)
        ]
        shown = seen(self.name, typed, case.revision)
        form = SignerForm(typed, prefix=self.name, initial=initial, seen=shown)
        form.offer("prescriber", people)
        return Bound(
            self, case, [Entry(self.name, form, case if chosen else None)], case.revision, "cases/_single.html"
        )

    def save(self, bound: Bound, typed: QueryDict) -> None:
        (entry,) = bound.entries
        if not entry.can_be_saved:
            return
        values, case = entry.form.to_write, bound.case
        with bound.turn(entry):
            who = self._chosen(case, entry.form.merged["prescriber"])
            chosen = {"prescriber": who} if "prescriber" in values else {}
            filed = {"filed_by": values["filed_by"]} if "filed_by" in values else {}
            change_case(case=case, revision=bound.revision, **chosen, **filed)
            if who is not None:
                change(who, **{name: values[name] for name in ("specialty", "phone") if name in values})

    def _chosen(self, case: Case, prescriber_id: str) -> Prescriber | None:
        return Prescriber.objects.of(case.clinic).filter(id=prescriber_id).first() if prescriber_id else None


@dataclass(frozen=True)
class OverridePart(ListPart):
    """Stops that the prescriber overrides in writing: each with the reason, and who wrote it on which day."""

    right = Right.OVERRIDE
    folds = True

    def signed(self, bound: Bound) -> dict[str, Any]:
        return {"by": str(bound.by.user) if bound.by else "", "date": timezone.localdate()}
