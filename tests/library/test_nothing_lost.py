"""The library came from nine files gathered by several hands. Nothing in them may be lost on the way.

Every number was counted in the file named in the test, before the move. What is larger today is said beside it. A
record that is added changes some of them: add it to the number in the same commit.
"""

from priorauth.core.library import Library
from tests.library.counting import addresses, entries, mappings, nulls, plain, values


def test_the_evidence_keeps_every_record_finding_figure_and_limitation(library: Library) -> None:
    """evidence.yaml. Three figures were lifted from the statements later: two spans of months, a number of centers."""
    records = library.publications.values()
    assert len(records) == 92
    assert sum(len(record.findings) for record in records) == 170
    assert sum(len(finding.figures) for record in records for finding in record.findings) == 341 + 3
    assert sum(len(record.limitations) for record in records) == 144
    assert values(plain(library, "evidence"), "direction") == {"supports": 59, "contrary": 41, "neutral": 70}


def test_the_evidence_keeps_every_mark_of_trust(library: Library) -> None:
    """evidence.yaml. Ten records of web pages now have their address in the citation too."""
    content = plain(library, "evidence")
    assert nulls(content, "verified") == 4
    assert sum(not record.citation_complete for record in library.publications.values()) == 18
    assert values(content, "extent") == {"abstract": 79, "full_text": 9}
    assert entries(content, "unseen_fields") == 159
    with_own_address = [record for record in library.publications.values() if record.citation.url]
    assert addresses(content) == 177 + len(with_own_address)


def test_indications_keep_what_to_cite_disclose_answer_and_never_say(library: Library) -> None:
    """indications.yaml."""
    records = library.indications.values()
    assert len(records) == 9
    assert sum(len(record.supported_when) for record in records) == 28
    assert sum(len(record.may_cite) for record in records) == 39
    assert sum(len(record.must_disclose) for record in records) == 19
    conditional = [part for record in records for part in (*record.may_cite_if, *record.must_disclose_if)]
    assert sum(len(part.findings) for part in conditional) == 5
    assert sum(len(record.must_answer) for record in records) == 20
    assert sum(len(record.never_say) for record in records) == 17
    assert sum(len(record.regimens) for record in records) == 17
    assert [record.id for record in records if record.refused] == ["spms", "ppms"]


def test_policies_keep_every_criterion_with_its_basis(library: Library) -> None:
    """policies.yaml."""
    content = plain(library, "policies")
    assert len(library.policies) == 18
    assert values(content, "basis") == {"recalled": 34, "seen": 11, "summary": 4}
    assert values(content, "ms_position_basis") == {"recalled": 5, "summary": 2, "seen": 1, "inferred": 1}
    assert nulls(content, "verified") == 15
    assert sum(values(content, "page_date").values()) == 13
    assert addresses(content) == 41


def test_appeal_rules_and_rights_keep_every_level_source_and_recollection(library: Library) -> None:
    """appeal_rules.yaml. Its two mixed bases count as recalled, with their words in `basis_note`; the expedited window
    of TRICARE stood in the prose of a clock. Five pages on rights were read later."""
    content = plain(library, "appeal_rules", "rights")
    levels = [level for plan_type in library.plan_types.values() for level in plan_type.levels]
    assert (len(library.plan_types), len(levels)) == (11, 40)
    clocks = [(level.filing_window, level.decision_standard, level.decision_expedited) for level in levels]
    assert sum(clock is not None for three in clocks for clock in three) == 84
    assert sum(level.filing_window_expedited is not None for level in levels) == 1
    assert len(library.rights) == 17
    assert nulls(content, "verified") == 12
    assert entries(content, "recalled") == 54
    assert values(content, "basis") == {"seen": 5, "recalled": 3 + 2, "design_choice": 1}
    assert sum(values(content, "basis_note").values()) == 2
    assert addresses(content) == 80 + 5


def test_denial_reasons_keep_every_code_answer_trap_and_source(library: Library) -> None:
    """denial_reasons.yaml."""
    content = plain(library, "denial_reasons")
    assert len(library.denial_reasons) == 15
    assert values(content, "basis") == {"seen": 32, "recalled": 8}
    assert entries(content, "rebuttal") == 44
    assert entries(content, "traps") == 20
    assert entries(content, "sources") == 11
    assert addresses(content) == 12


def test_products_and_what_was_split_from_them_keep_every_mark(library: Library) -> None:
    """products.yaml. Four screening questions without a source are now marked as not verified; the laboratory limits of
    screening, each with its page, were added later."""
    content = plain(library, "products", "administration", "regimens", "safety_screening")
    administration = library.administration
    assert (len(library.products), len(library.regimens), len(library.safety_questions)) == (19, 17, 23)
    assert len(administration.drug_administration_codes) == 8
    assert len(administration.home_infusion_codes) == 5
    assert len(administration.billing_rules) == 4
    assert len(administration.evidence_statements) == 2
    assert entries(content, "unverified_fields") == 48
    assert nulls(content, "verified") == 8 + 4
    assert sum(len(record.verified.pages) for record in library.products.values() if record.verified) == 74
    assert entries(content, "fields") == 176
    laboratory_limits = entries(content, "value_says_yes")
    assert addresses(content) == 133 + laboratory_limits


def test_therapies_and_what_was_split_from_them_keep_every_mark(library: Library) -> None:
    """therapies.yaml. Five steroid contraindications without a source are now marked as not verified."""
    files = ("therapies", "relapse_treatments", "steroid_contraindications", "discontinuation_reasons", "icd10")
    content = plain(library, *files)
    assert (len(library.therapies), len(library.therapy_history), len(library.relapse_treatments)) == (22, 7, 4)
    assert (len(library.steroid_contraindications), len(library.discontinuation_reasons)) == (28, 25)
    assert (len(library.icd10), len(library.icd10_sequencing)) == (39, 1)
    assert sum(len(record.verified.pages) for record in library.therapies.values() if record.verified) == 57
    assert entries(content, "unverified_fields") == 10
    assert nulls(content, "verified") == 23 + 5
    assert entries(content, "fields") == 109
    assert addresses(content) == 115


def test_assistance_keeps_every_program_and_mark(library: Library) -> None:
    """assistance.yaml, whose head had one `seen` for the whole file (now `read_on`)."""
    content = plain(library, "assistance")
    assert len(library.programs) == 33
    assert values(content, "covers_off_label_ms") == {"unknown": 22, "not_applicable": 6, "no": 4, "yes_if_open": 1}
    assert nulls(content, "verified") == 10
    assert entries(content, "unverified_fields") == 28
    assert entries(content, "fields") == 79
    assert sum(values(content, "seen").values()) == 26 - 1
    assert (len(library.poverty_guidelines.years), len(library.cost.price_points)) == (2, 8)
    assert addresses(content) == 84


def test_upkeep_exhibits_and_sections_are_whole(library: Library) -> None:
    """upkeep.yaml; letter_anatomy.md, sections 9 and 2 (one row of which names two sections)."""
    assert sum(len(effort.paths) for effort in library.upkeep.effort) == 31
    assert len(library.upkeep.never_patterns) == 8
    assert set(library.upkeep.review_after_months.values()) == {24, 12, 6, 3}
    assert (len(library.exhibit_kinds), len(library.letter_sections)) == (25, 24)


def test_the_only_reason_that_yaml_had_torn_apart_is_whole_again(library: Library) -> None:
    """upkeep.yaml had an unquoted comma in it."""
    pattern = next(one for one in library.upkeep.never_patterns if one.id == "comparable_to_steroids")
    assert pattern.why == "12 against 5 patients, not randomised"


def test_no_text_of_the_records_is_empty(library: Library) -> None:
    empty = [
        mapping for mapping in mappings(plain(library, *library.read_on)) for value in mapping.values() if value == ""
    ]
    assert empty == []
