"""Who asks, who signs, who is treated, who pays."""

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from priorauth.core.facts.base import (
    Centimeters,
    Count,
    Day,
    Flag,
    Kilograms,
    Npi,
    Part,
    Proven,
    State,
    Text,
    Whole,
    WindowDays,
)
from priorauth.core.vocabulary import Filer, Pronouns, Sex


def _one_or_two(levels: int) -> int:
    if levels > 2:
        raise ValueError(f"{levels} is wrong: a plan has 1 or 2 internal levels of appeal")
    return levels


InternalLevels = Annotated[Whole, AfterValidator(_one_or_two)]


class Clinic(Part):
    name: Text
    address: tuple[Text, ...] = ()
    phone: Text | None = None
    fax: Text | None = None
    npi: Npi | None = None
    callback: Text | None = None


class Prescriber(Part):
    name: Text
    credentials: Text | None = None
    specialty: Text | None = None
    npi: Npi | None = None
    phone: Text | None = None


class Weight(Proven):
    """Actual body weight as measured, in kilograms."""

    kg: Kilograms
    date: Day | None = None


class Patient(Part):
    given: Text | None = None
    family: Text | None = None
    birth_date: Day | None = None
    sex: Sex | None = None
    mrn: Text | None = None
    weight: Weight | None = None
    height_cm: Centimeters | None = None
    pronouns: Pronouns | None = None
    statement: Text | None = None
    contact: Text | None = None


class Secondary(Part):
    payer: Text
    plan_type: Text | None = None


class AppealsAddress(Part):
    to: Text | None = None
    address: tuple[Text, ...] = ()
    fax: Text | None = None
    phone: Text | None = None


class Definition(Proven):
    """The plan document's own wording."""

    quote: Text


class Definitions(Part):
    experimental: Definition | None = None
    medically_necessary: Definition | None = None


class Coverage(Part):
    """The member's plan. `windows` holds days to file by level, as the plan document says."""

    payer: Text | None = None
    plan_name: Text | None = None
    plan_type: Text | None = None
    policy: Text | None = None
    member_id: Text | None = None
    group_number: Text | None = None
    state: State | None = None
    grandfathered: Flag | None = None
    internal_levels: InternalLevels | None = None
    windows: dict[str, WindowDays] = Field(default_factory=dict)
    secondary: Secondary | None = None
    appeals: AppealsAddress | None = None
    definitions: Definitions = Definitions()


class FiledBy(Part):
    """Who files, and the exhibit that gives the authority. A bare word in the file names who."""

    who: Filer
    authority: Proven | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_word(cls, value: object) -> object:
        return {"who": value} if isinstance(value, str) else value


class Household(Part):
    """For assistance screening only; never in a letter to a payer."""

    size: Whole | None = None
    income_usd: Count | None = None
    state: State | None = None
    us_resident: Flag | None = None
