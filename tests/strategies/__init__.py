"""Cases for property tests, built up from small strategies to whole valid ones.

`case_files(kind)` and `any_case_files()` give dicts in the shape of a case file; `cases(kind)` and `any_case()` give
facts. `case_pairs(kind)` and `fact_pairs(kind)` give a case and the same with one more thing on record.
"""

from hypothesis import strategies as st

from priorauth.core.facts import CaseFacts
from priorauth.core.vocabulary import LetterKind
from tests.strategies.cases import PROGRAM_OF, PROGRAMS, SUPPORTED, any_case_files, case_files, case_pairs, forgotten

__all__ = [
    "PROGRAMS",
    "PROGRAM_OF",
    "SUPPORTED",
    "any_case",
    "any_case_files",
    "case_files",
    "case_pairs",
    "cases",
    "fact_pairs",
    "facts_of",
    "forgotten",
]


def facts_of(case: dict[str, object]) -> CaseFacts:
    """The facts of a case file that is known to be valid; no library needed."""
    return CaseFacts.model_validate(case)


def cases(kind: LetterKind | str, indication: str | None = None) -> st.SearchStrategy[CaseFacts]:
    """Complete facts for which the letter kind fits; of that indication, or of any supported one."""
    return case_files(kind, indication).map(facts_of)


def any_case() -> st.SearchStrategy[CaseFacts]:
    """Any valid facts: stops, contradictions and gaps included."""
    return any_case_files().map(facts_of)


def fact_pairs(kind: LetterKind | str | None = None) -> st.SearchStrategy[tuple[CaseFacts, CaseFacts]]:
    """Facts, and the same with one thing more on record that was not documented before."""
    return case_pairs(kind).map(lambda pair: (facts_of(pair[0]), facts_of(pair[1])))
