"""Checkpoints: the ends of all chains at one moment, sealed, in a file that is kept elsewhere.

Only such a file shows that the last entries of a chain were cut off together with the note of its length.
"""

import datetime as dt
import hmac
import json
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from priorauth.audit.models import Chain
from priorauth.audit.seal import UnknownKey, current_key_id, sealed


class BadCheckpoint(Exception):
    """A checkpoint file cannot be used; the message says why and what to do."""


class End(BaseModel):
    """Where one clinic's chain ended."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clinic: int
    length: int
    head: str


class Checkpoint(BaseModel):
    """The file, as JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: dt.datetime
    ends: tuple[End, ...]
    key: str
    seal: str

    @classmethod
    def taken(cls, at: dt.datetime) -> Self:
        """The chains as they end now."""
        ends = [
            End(clinic=chain.clinic_id, length=chain.length, head=chain.head)
            for chain in Chain.objects.order_by("clinic_id")
        ]
        content = _content(at, tuple(ends))
        return cls(at=at, ends=tuple(ends), key=current_key_id(), seal=sealed(current_key_id(), content))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The checkpoint in a file. Raises BadCheckpoint where it is none, or none of ours."""
        try:
            checkpoint = cls.model_validate_json(path.read_bytes())
            seal = sealed(checkpoint.key, _content(checkpoint.at, checkpoint.ends))
        except OSError as problem:
            raise BadCheckpoint(f"{path} cannot be read: {problem.strerror}. Name another file.") from None
        except ValidationError:
            raise BadCheckpoint(f"{path} is no checkpoint. Name a file that audit_checkpoint wrote.") from None
        except UnknownKey as problem:
            raise BadCheckpoint(f"{path}: {problem}") from None
        if not hmac.compare_digest(seal, checkpoint.seal):
            raise BadCheckpoint(f"{path} was changed after it was written. Take an older copy of it.")
        return checkpoint

    def text(self) -> str:
        return f"{self.model_dump_json(indent=2)}\n"

    def end_of(self, clinic_id: int) -> End | None:
        return next((end for end in self.ends if end.clinic == clinic_id), None)


def _content(at: dt.datetime, ends: tuple[End, ...]) -> dict[str, Any]:
    return {"checkpoint": at.isoformat(), "ends": json.dumps([end.model_dump() for end in ends], sort_keys=True)}
