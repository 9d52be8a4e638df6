"""From words to sentences and rows: what can be said is said, with its grounds; nothing else is."""

from typing import Any

import pytest

from priorauth.core.compose import must_be_there
from priorauth.core.errors import WordsError
from priorauth.core.letter import Paragraph, Table
from priorauth.core.library import Library
from tests.core.examples import example, facts_with
from tests.core.writing import sentences, table, texts, written

NAME = {"text": "{{ patient.name }}."}
DUE = {"text": "Due on {{ pregnancy.due }}."}
CONVENTIONAL: dict[str, Any] = {
    "kind": "therapy_status",
    "params": {"among": ["glatiramer"], "outcomes": ["failed"], "at_least": 1},
}
NO_STEROIDS: dict[str, Any] = {"kind": "steroid_status", "params": {"statuses": ["contraindicated"]}}


# ---- sentences ------------------------------------------------------------------------------------------------


def test_a_sentence_that_cannot_be_said_is_left_out(library: Library) -> None:
    assert texts(library, example("01"), NAME, DUE) == ["Dana Whitlock."]


def test_a_passage_without_a_sentence_is_left_out(library: Library) -> None:
    assert texts(library, example("01"), DUE) == []


def test_of_a_choice_the_first_that_can_be_said_is_said(library: Library) -> None:
    choice = {"first_of": [DUE, NAME, {"text": "Somebody.", "formal": True}]}
    assert texts(library, example("01"), choice) == ["Dana Whitlock."]
    assert texts(library, facts_with(), choice) == ["Somebody."]


def test_a_choice_has_a_condition_of_its_own(library: Library) -> None:
    assert texts(library, example("01"), {"first_of": [NAME], "when": NO_STEROIDS}) == []
    assert texts(library, example("01"), {"first_of": [NAME], "when": CONVENTIONAL}) == ["Dana Whitlock."]


def test_a_sentence_is_repeated_for_each_item_and_only_those_that_can_be_said(library: Library) -> None:
    said = sentences(library, example("01"), {"each": "therapies", "text": "{{ therapy.name }}: {{ therapy.dates }}."})
    assert [sentence.text for sentence in said][:2] == [
        "Glatiramer acetate: December 3, 2018 – April 19, 2021.",
        "Dimethyl fumarate: May 10, 2021 – September 2, 2022.",
    ]
    assert [sentence.grounds.facts for sentence in said][:2] == [("therapies[0]",), ("therapies[1]",)]


def test_the_facts_that_decide_a_condition_are_grounds(library: Library) -> None:
    (said,) = sentences(library, example("01"), {"text": "A conventional drug failed.", "when": CONVENTIONAL})
    assert said.grounds.facts
    assert all(path.startswith("therapies[0]") for path in said.grounds.facts)


def test_a_condition_that_is_not_met_or_not_documented_leaves_the_sentence_unsaid(library: Library) -> None:
    words = {"text": "Steroids are out.", "when": NO_STEROIDS}
    assert texts(library, example("01"), words) == []
    assert texts(library, facts_with(), words) == []


def test_an_unsayable_variant_leaves_no_grounds_behind(library: Library) -> None:
    twice = {"first_of": [{"text": "{{ edss.now }}, due {{ pregnancy.due }}."}, NAME]}
    (said,) = sentences(library, example("01"), twice)
    assert said.grounds.facts == ("patient.given", "patient.family")


def test_grounds_named_by_the_words_stand_beside_those_that_are_used(library: Library) -> None:
    words = {
        **NAME,
        "facts": ["diagnosis.course"],
        "findings": ["fazekas-2008/conclusion"],
        "rules": ["rights:claim_file"],
    }
    (said,) = sentences(library, example("01"), words)
    assert said.grounds.facts == ("diagnosis.course", "patient.given", "patient.family")
    assert said.grounds.findings == ("fazekas-2008/conclusion",)
    assert said.grounds.rules == ("rights:claim_file",)


def test_what_rests_on_a_fact_is_not_said_without_it(library: Library) -> None:
    words = {"text": "The course is on record.", "facts": ["diagnosis.course"]}
    assert texts(library, facts_with(), words) == []


def test_a_label_without_text_after_it_is_dropped(library: Library) -> None:
    against, favor = {"text": "Against.", "label": True}, {"text": "For.", "label": True}
    assert texts(library, example("01"), against, DUE, favor, NAME) == ["For.", "Dana Whitlock."]
    assert texts(library, example("01"), favor, NAME, against) == ["For.", "Dana Whitlock."]


def test_a_formal_sentence_says_so(library: Library) -> None:
    (said,) = sentences(library, facts_with(), {"text": "Sincerely,", "formal": True})
    assert said.grounds.formal
    assert not said.grounds.is_bare


def test_a_sentence_begins_with_a_capital(library: Library) -> None:
    assert texts(library, example("01"), {"text": "{{ therapies.tally }}."})[0].startswith("One disease-modifying drug")


def test_a_publication_that_may_not_be_cited_keeps_the_sentence_unsaid(library: Library) -> None:
    unread = next(record.id for record in library.publications.values() if record.verified is None)
    words = {"text": "A report says so {{ one.cite }}.", "bind": {"one": f"{unread}#population"}}
    assert texts(library, example("01"), words) == []


def test_a_line_that_every_letter_has_must_be_there() -> None:
    with pytest.raises(WordsError, match="the title of renewal"):
        must_be_there(None, "the title of renewal")


# ---- rows ------------------------------------------------------------------------------------------------


def rows(made: Table | None) -> list[tuple[str, ...]]:
    return [row.cells for row in made.rows] if made else []


def test_a_cell_that_cannot_be_said_is_a_dash_and_no_ground(library: Library) -> None:
    made = table(library, example("01"), {"cells": ["{{ patient.name }}", "{{ edss.now }}, due {{ pregnancy.due }}"]})
    assert rows(made) == [("Dana Whitlock", "–")]
    assert made is not None
    assert made.rows[0].grounds.facts == ("patient.given", "patient.family")


def test_a_row_is_left_out_without_the_cells_that_it_needs(library: Library) -> None:
    words = {"cells": ["Due", "{{ pregnancy.due }}"], "needs": [1], "facts": ["diagnosis"]}
    assert table(library, example("01"), words) is None


def test_the_first_text_of_a_cell_that_can_be_said_stands_there(library: Library) -> None:
    cells = ["Member", ["{{ patient.name }}, due {{ pregnancy.due }}", "{{ patient.name }}"]]
    assert rows(table(library, example("01"), {"cells": cells})) == [("Member", "Dana Whitlock")]


def test_a_cell_of_sentences_holds_those_that_can_be_said(library: Library) -> None:
    cells = ["Member", {"sentences": [NAME, DUE, {"text": "EDSS {{ edss.now }}."}]}, "{{ exhibits }}"]
    made = table(library, example("01"), {"cells": cells})
    assert rows(made) == [("Member", "Dana Whitlock. EDSS 4.0.", "A")]


def test_one_ground_holds_all_cells_of_a_row(library: Library) -> None:
    made = table(library, example("01"), {"cells": ["{{ patient.name }}", "{{ edss.now }}"]})
    assert made is not None
    assert made.rows[0].grounds.facts == (
        "patient.given", "patient.family", "disability[1].edss", "disability[1].date",
    )  # fmt: skip


def test_a_row_of_sums_is_marked(library: Library) -> None:
    made = table(
        library, example("01"), {"cells": ["{{ patient.name }}"]}, {"cells": ["{{ dose.grams }}"], "total": True}
    )
    assert made is not None
    assert [row.is_total for row in made.rows] == [False, True]


def test_rows_come_from_a_named_list_or_from_the_first_that_can_be_said(library: Library) -> None:
    lists = [{"id": "own", "rows": [{"cells": ["{{ patient.name }}"]}]}]
    first = {"first_of": [{"cells": ["{{ pregnancy.due }}"], "needs": [0]}, {"cells": ["{{ edss.now }}"]}]}
    assert rows(table(library, example("01"), {"include": "own"}, first, row_lists=lists)) == [
        ("Dana Whitlock",),
        ("4.0",),
    ]


def test_tables_print_short_dates_unless_told_otherwise(library: Library) -> None:
    row = {"cells": ["{{ denial.notice_date }}"]}
    assert rows(table(library, example("01"), row)) == [("Oct 5, 2026",)]
    assert rows(table(library, example("01"), row, long_dates=True)) == [("October 5, 2026",)]


def test_a_heading_that_cannot_be_said_is_a_dash(library: Library) -> None:
    made = table(library, facts_with(), {"cells": ["{{ letter.date }}"]}, header=["{{ dose.unit_size }}"])
    assert made is not None
    assert made.header == ("–",)


def test_a_table_with_fewer_rows_than_it_needs_is_left_out(library: Library) -> None:
    assert table(library, example("01"), {"cells": ["{{ patient.name }}"]}, least=2) is None


# ---- blocks ------------------------------------------------------------------------------------------------


def test_a_group_stands_for_its_blocks_in_order_where_its_condition_holds(library: Library) -> None:
    passages = [{"id": "a", "sentences": [NAME]}, {"id": "b", "sentences": [{"text": "EDSS {{ edss.now }}."}]}]
    groups = [{"id": "g", "blocks": ["b", "a"]}, {"id": "never", "blocks": ["a"], "when": NO_STEROIDS}]
    blocks = written(library, example("01"), "g", "never", passages=passages, groups=groups)
    assert [block.id for block in blocks] == ["b", "a"]


def test_the_variant_of_the_indication_is_written_or_else_the_name_without_one(library: Library) -> None:
    passages = [
        {"id": "why@rrms_second_line", "sentences": [{"text": "Own.", "facts": ["diagnosis"]}]},
        {"id": "why", "sentences": [{"text": "Common.", "facts": ["diagnosis"]}]},
    ]
    assert said_in(written(library, example("01"), "why@indication", passages=passages)) == ["Own."]
    assert said_in(written(library, example("03"), "why@indication", passages=passages)) == ["Common."]


def test_each_denial_reason_has_its_own_words(library: Library) -> None:
    passages = [{"id": "answer", "sentences": [{"text": "{{ reason.label }}."}]}]
    assert said_in(written(library, example("09"), "answer@reasons", passages=passages)) == [
        "Dose or frequency above the limit."
    ]


def said_in(blocks: list[Paragraph | Table]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]
