"""A clinic's own records as its pages show them: what was recorded beside the source, who read it, when to again."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.db.models import QuerySet
from pydantic import ValidationError

from priorauth.clinics.models import Clinic
from priorauth.core.library import Library
from priorauth.core.records.policy import Policy, PolicyCriterion
from priorauth.core.records.publication import Publication
from priorauth.core.records.reading import OWN
from priorauth.core.records.review import reviews
from priorauth.core.references import reference
from priorauth.core.vocabulary import Trust
from priorauth.reference.evidence import REVIEW_AHEAD, Entry
from priorauth.reference.models import OwnRecord
from priorauth.reference.own_fields import KINDS, told
from priorauth.reference.policies import PHASES, POSITIONS
from priorauth.reference.policy_forms import GROUPS

PEOPLE = ("written_by__user", "reviewed_by__user", "returned_by__user", "retired_by__user")


class Slice(StrEnum):
    """The slices of the list, in its order."""

    ALL = ""
    WAITING = "waiting"
    DRAFT = "draft"
    IN_USE = "in_use"
    DUE = "due"
    RETIRED = "retired"


SLICES = {
    Slice.ALL: "All",
    Slice.WAITING: "Wait for a second reader",
    Slice.DRAFT: "Drafts",
    Slice.IN_USE: "In use",
    Slice.DUE: "To be read again",
    Slice.RETIRED: "Retired",
}


@dataclass(frozen=True)
class Criterion:
    """A criterion of a draft beside its source. `before` is the shipped one that it was read for."""

    criterion: PolicyCriterion
    before: PolicyCriterion | None
    library: Library

    @property
    def kind(self) -> str:
        return KINDS[self.criterion.criterion.kind]

    @property
    def phase(self) -> str:
        return PHASES[self.criterion.phase]

    @property
    def group(self) -> str:
        return GROUPS.get(self.criterion.group, self.criterion.group)

    @property
    def is_read(self) -> bool:
        return self.criterion.basis is Trust.CLINIC

    @property
    def told(self) -> list[tuple[str, str]]:
        return told(self.criterion.criterion, self.library)

    @property
    def is_changed(self) -> bool:
        """Whether the reader found something else than the library had."""
        old, new = self.before, self.criterion
        names = ("text", "criterion", "phase", "group")
        return old is not None and any(getattr(old, name) != getattr(new, name) for name in names)


@dataclass(frozen=True)
class OwnEntry:
    """A version with its record. `library` is the clinic's; `review_by` is None for what is not in use."""

    row: OwnRecord
    library: Library
    review_by: dt.date | None = None

    @cached_property
    def record(self) -> Policy | Publication | None:
        """None where this release does not read it any more."""
        model: type[Policy | Publication] = Policy if self.row.is_policy else Publication
        try:
            return model.model_validate(self.row.content)
        except ValidationError:
            return None

    @property
    def name(self) -> str:
        """As colleagues speak of it."""
        if isinstance(self.record, Publication):
            return Entry(self.record, frozenset(), None).name
        return self.record.payer if self.record else self.row.key.removeprefix(OWN)

    @property
    def title(self) -> str:
        if isinstance(self.record, Publication):
            return self.record.citation.title or ""
        if self.record is None:
            return ""
        return ", ".join(filter(None, (self.record.title, self.record.policy_number)))

    @property
    def position(self) -> str:
        """What a policy says of MS."""
        assert isinstance(self.record, Policy)
        return POSITIONS[self.record.ms_position]

    @property
    def reference(self) -> str:
        """A publication's reference as letters print it."""
        assert isinstance(self.record, Publication)
        return reference(1, self.record).text

    @property
    def indications(self) -> list[str]:
        """The requests for which letters may use a publication."""
        assert isinstance(self.record, Publication)
        return [
            self.library.indications[name].title for name in self.record.indications if name in self.library.indications
        ]

    @property
    def shipped(self) -> Policy | None:
        """The shipped policy that it is a reading of."""
        return self.library.policies.get(self.row.key.removeprefix(OWN))

    @property
    def criteria(self) -> list[Criterion]:
        assert isinstance(self.record, Policy)
        before = {one.id: one for one in self.shipped.criteria} if self.shipped else {}
        return [Criterion(one, before.get(one.id), self.library) for one in self.record.criteria]

    @property
    def left_out(self) -> list[PolicyCriterion]:
        """The shipped criteria that the reader did not find in the policy."""
        assert isinstance(self.record, Policy)
        here = {one.id for one in self.record.criteria}
        return [one for one in (self.shipped.criteria if self.shipped else ()) if one.id not in here]

    @property
    def fits(self) -> bool:
        """False for what this release does not read, and for what is in use and does not fit its library."""
        if self.record is None:
            return False
        return not self.row.is_in_use or self.row.key in {**self.library.policies, **self.library.publications}

    def is_due(self, today: dt.date) -> bool:
        return self.review_by is not None and self.review_by <= today + REVIEW_AHEAD

    def is_in(self, name: str, today: dt.date) -> bool:
        """Whether it is in one of the slices above the list."""
        return not name or (self.is_due(today) if name == Slice.DUE else self.row.status == name)


def rows_of(clinic: Clinic) -> QuerySet[OwnRecord]:
    """The clinic's own records with their people, in one query."""
    return OwnRecord.objects.of(clinic).select_related("clinic", *PEOPLE)


def own_entries(rows: Iterable[OwnRecord], library: Library) -> list[OwnEntry]:
    """The rows as the list shows them: what waits first, then drafts, then what is in use, by name."""
    due = {review.record_id: review.due_on for review in reviews(library)}
    found = [OwnEntry(row, library, due.get(row.key) if row.is_in_use else None) for row in rows]
    order = [*Slice]
    return sorted(found, key=lambda one: (order.index(Slice(one.row.status)), one.name.casefold(), -one.row.number))


def in_use(clinic: Clinic) -> dict[str, OwnRecord]:
    """The versions that the clinic's library holds, by the ids of their records; no query where there is none."""
    if clinic.overlay is None:
        return {}
    return {row.key: row for row in rows_of(clinic).filter(status=OwnRecord.Status.IN_USE)}
