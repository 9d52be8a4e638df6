"""Where facts are typed, as links: from paths, and from the paths that the core's words name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from priorauth.cases.models import Case
from priorauth.cases.wizard.steps import BY_SLUG, field_name, place_of

# A path of the case file as a sentence has it: `therapies[1].ended`.
PATH = re.compile(r"[a-z_]+(?:\[\d+\])?(?:\.[a-z_0-9]+(?:\[\d+\])?)+")

# The fact that items of the check list are about, by the first word of their ids.
SETTLED_AT = {
    "code": "diagnosis.icd10",
    "dose": "request.phases",
    "dose_outside_evidence": "request.phases",
    "evidence_against": "request.indication",
    "indication": "request.indication",
}


@dataclass(frozen=True)
class Link:
    """Where a fact is typed. `words` say it on the page."""

    address: str
    words: str


def links_to(case: Case, paths: Iterable[str]) -> tuple[Link, ...]:
    """Where these facts are typed, each place once; nothing for what no step asks.

    A link says its step, or, where several lead to one step, its field.
    """
    places = list(dict.fromkeys(place for path in paths if (place := place_of(path))))
    steps = [step for step, _ in places]
    return tuple(
        Link(
            f"{reverse('cases:step', args=(case.id, step))}#{anchor}",
            BY_SLUG[step].name if steps.count(step) == 1 else field_name(step, anchor),
        )
        for step, anchor in places
    )
