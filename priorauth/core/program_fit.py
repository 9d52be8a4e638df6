"""Which manufacturers' programs a support letter can go to: those for the product, unless the plan is a public one."""

from priorauth.core.facts import CaseFacts
from priorauth.core.library import Library
from priorauth.core.records.programs import Program, ProgramKind


def free_drug_programs(facts: CaseFacts, library: Library) -> tuple[Program, ...]:
    """Free-drug programs whose list of products surely names the one asked for; none for members of a public plan.

    A program that takes no insured patients as a rule may still take one whose plan does not pay, so insurance is
    left to the program to judge.
    """
    plan_type = facts.coverage.plan_type
    insurance = next((one for one in library.insurances.values() if plan_type in one.plan_types), None)
    if facts.request.product is None or insurance is None or insurance.is_public:
        return ()
    return tuple(program for program in library.programs.values() if _serves(program, facts.request.product))


def _serves(program: Program, product: str) -> bool:
    is_free_drug = program.kind is ProgramKind.FREE_DRUG
    return is_free_drug and product in program.products and "products" not in program.unverified_fields
