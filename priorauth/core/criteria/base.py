"""What every kind of criterion has in common: frozen, closed to unknown keys, and able to say how it stands."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from priorauth.core.vocabulary import Setting

AtLeastOne = Annotated[int, Field(ge=1)]
Months = Annotated[int, Field(ge=1)]


class Params(BaseModel):
    """The parameters of one kind; an unknown one is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class UseParams(Params):
    """Parameters of a kind that policies use. `course` ties the criterion to one use; None holds for every use."""

    course: Setting | None = None


class Kind(BaseModel):
    """One kind of criterion: `{kind: ..., params: {...}}` in a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")
