"""What every kind of criterion has in common: frozen, closed to unknown keys, and able to say how it stands."""

from abc import abstractmethod
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from priorauth.core.criteria.verdict import Verdict
from priorauth.core.facts import CaseFacts
from priorauth.core.vocabulary import Setting

if TYPE_CHECKING:
    from priorauth.core.context import Context

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

    @abstractmethod
    def evaluate(self, facts: CaseFacts, context: "Context") -> Verdict:
        """How it stands on these facts, on the context's day: met, not met or not documented, with what decided it."""
