"""The unions that records hold, and the three ways to join conditions."""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from priorauth.core.criteria import (
    asked,
    denial,
    diagnosis,
    documents,
    doses,
    measures,
    mri,
    products,
    relapses,
    reproduction,
    scores,
    standing,
    therapies,
)
from priorauth.core.criteria import treatment as relapse_treatment
from priorauth.core.criteria.verdict import Verdict, all_of, any_of, negated
from priorauth.core.facts import CaseFacts

if TYPE_CHECKING:
    from priorauth.core.context import Context

Criterion = Annotated[
    diagnosis.DiagnosisIn
    | diagnosis.ExcludedCourse
    | therapies.TriedAndFailed
    | relapses.RelapseWithin
    | standing.PrescriberSpecialty
    | asked.DoseMax
    | diagnosis.AgeRange
    | products.ProductRule
    | relapse_treatment.SteroidResponse
    | reproduction.ReproductiveStatusIs
    | measures.FunctionalBaseline
    | documents.DocumentationRequired
    | measures.RenewalResponse
    | asked.AuthorizationPeriod
    | asked.SiteOfCareRule,
    Field(discriminator="kind"),
]
"""A criterion of a payer's policy or of an indication: one of fifteen kinds."""

Single = Annotated[
    diagnosis.DiagnosisIn
    | diagnosis.ExcludedCourse
    | diagnosis.CourseIn
    | diagnosis.AgeRange
    | diagnosis.AgeAtLeast
    | diagnosis.OnsetBeforeYears
    | therapies.TriedAndFailed
    | therapies.TherapyStatus
    | therapies.NotRecordedTherapy
    | relapses.RelapseWithin
    | relapses.RelapseAtSite
    | relapses.RelapseSeverity
    | relapses.RelapseRecovery
    | relapses.RelapseUntreated
    | scores.EdssChange
    | scores.EdssBetween
    | mri.MriActivity
    | relapse_treatment.SteroidResponse
    | relapse_treatment.SteroidStatusIs
    | relapse_treatment.PlasmaExchangeStatusIs
    | reproduction.ReproductiveStatusIs
    | reproduction.MonthsPostpartum
    | measures.FunctionalBaseline
    | measures.RenewalResponse
    | asked.DoseMax
    | products.ProductRule
    | asked.AuthorizationPeriod
    | asked.SiteOfCareRule
    | asked.HasPhase
    | products.ProductIn
    | products.ProductHas
    | doses.DoseMatches
    | doses.DoseWithin
    | asked.UrgencyIs
    | documents.DocumentationRequired
    | documents.OnRecord
    | documents.Unrecorded
    | documents.SafetyAnswerIs
    | documents.Answered
    | documents.DefinitionOnRecord
    | documents.Overridden
    | standing.PrescriberSpecialty
    | denial.DenialReasonIs
    | denial.DenialQuoted
    | standing.PolicyPosition
    | standing.PlanTypeIn
    | standing.LevelIn
    | standing.KindIn
    | standing.RouteIn
    | standing.IndicationIn
    | standing.FiledByIs
    | denial.NewSince,
    Field(discriminator="kind"),
]
"""Any single kind."""


class Group(BaseModel):
    """Conditions joined; `tag` is the key that it has in a record."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    tag: ClassVar[str]


class AllOf(Group):
    """`{all: [...]}`: every one must hold."""

    tag = "all"
    parts: tuple["Condition", ...] = Field(alias="all", min_length=1)

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return all_of(part.evaluate(facts, context) for part in self.parts)


class AnyOf(Group):
    """`{any: [...]}`: one is enough."""

    tag = "any"
    parts: tuple["Condition", ...] = Field(alias="any", min_length=1)

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return any_of(part.evaluate(facts, context) for part in self.parts)


class Not(Group):
    """`{not: {...}}`: what is not documented stays so."""

    tag = "not"
    part: "Condition" = Field(alias="not")

    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        return negated(self.part.evaluate(facts, context))


def _shape(value: Any) -> str:
    if isinstance(value, Group):
        return value.tag
    keys = value if isinstance(value, dict) else {}
    return next((tag for tag in ("all", "any", "not") if tag in keys), "single")


Condition = Annotated[
    Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Single, Tag("single")],
    Discriminator(_shape),
]
"""The condition of a sentence, disclosure or alert: any single kind, or conditions joined by all, any, not."""

for _group in (AllOf, AnyOf, Not):
    _group.model_rebuild()
