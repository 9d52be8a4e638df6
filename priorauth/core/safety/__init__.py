"""Safety: the screening answers against the product, the dose, the place and the rest of the record."""

from priorauth.core.context import Context
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import CheckItem
from priorauth.core.safety.cautions import check_cautions
from priorauth.core.safety.contraindications import check_contraindications
from priorauth.core.safety.place import check_other_ground, check_place
from priorauth.core.safety.screen import Screen, alternatives
from priorauth.core.safety.with_dose import check_with_dose, course_g_per_kg, months_without_live_vaccine


def check_safety(facts: CaseFacts, context: Context) -> tuple[CheckItem, ...]:
    """Every item on safety, gravest kind first. Stops have the id `contraindication.<question>`.

    Answers that the rest of the record speaks against are found in `contradictions`.
    """
    screen = Screen(facts, context)
    return (
        *check_contraindications(screen),
        *check_cautions(screen),
        *check_with_dose(screen),
        *check_place(screen),
        *check_other_ground(screen),
    )


__all__ = [
    "Screen",
    "alternatives",
    "check_safety",
    "course_g_per_kg",
    "months_without_live_vaccine",
]
