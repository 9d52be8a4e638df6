"""A case by itself, before anyone has chosen a kind of letter: what it supports and what is open."""

from priorauth.core.checklist import check_case_of, in_order
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import AssessmentView, CheckItem
from priorauth.core.library import Library
from priorauth.core.write import brief_of


def check_case(facts: CaseFacts, library: Library) -> tuple[AssessmentView, tuple[CheckItem, ...]]:
    """The assessment, and every item that would stand on the check list of any letter of this case."""
    brief = brief_of(facts, None, library)
    return brief.assessment.view, in_order(check_case_of(brief))
