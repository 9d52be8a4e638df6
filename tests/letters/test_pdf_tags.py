"""The structure of the PDF as a screen reader meets it."""

import pytest

from tests.letters.conftest import pdf_of
from tests.letters.exemplars import NAMES, exemplar
from tests.letters.read_back import Node, structure

WITH_TABLES = ("01-appeal_1", "01-peer_to_peer", "03-medical_necessity", "08-renewal")


@pytest.mark.parametrize("name", NAMES)
def test_there_is_one_first_heading_and_one_second_heading_for_each_titled_part(name: str) -> None:
    letter = exemplar(name)
    titled = sum(bool(section.title) for section in letter.sections) + bool(letter.references)
    headings = [node.tag for node in structure(pdf_of(name)).all("H1", "H2")]
    assert headings == ["H1"] + ["H2"] * titled


def test_each_table_of_the_letter_is_a_table_with_as_many_rows() -> None:
    tables = structure(pdf_of("01-appeal_1")).all("Table")
    assert [len(table.all("TR")) for table in tables] == [6, 6, 5, 6, 4, 6]


@pytest.mark.parametrize("name", WITH_TABLES)
def test_header_cells_say_whether_they_head_a_column_or_a_row(name: str) -> None:
    for table in structure(pdf_of(name)).all("Table"):
        for head in table.all("THead"):
            assert {cell.attributes["/Scope"] for cell in head.all("TH")} == {"/Column"}
        for body in table.all("TBody"):
            assert {cell.attributes["/Scope"] for cell in body.all("TH")} == {"/Row"}


@pytest.mark.parametrize("name", WITH_TABLES)
def test_every_other_cell_names_its_header_cells(name: str) -> None:
    for table in structure(pdf_of(name)).all("Table"):
        known = {cell.identifier for cell in table.all("TH")}
        wanted = 2 if table.all("THead") else 1
        for cell in table.all("TD"):
            assert set(cell.attributes["/Headers"]) <= known
            assert len(cell.attributes["/Headers"]) == wanted


def test_captions_belong_to_their_tables_and_items_to_their_lists() -> None:
    tree = structure(pdf_of("01-appeal_1"))
    assert [bool(table.all("Caption")) for table in tree.all("Table")] == [False, False, False, True, True, False]
    assert [len(items.all("LI")) for items in tree.all("L")] == [3, 8]


def test_links_are_tagged_as_links() -> None:
    tree = structure(pdf_of("01-appeal_1"))
    assert len(tree.all("Link")) > 30


def test_the_parts_follow_each_other_as_they_are_read() -> None:
    tags = [node.tag for node in structure(pdf_of("02-expedited_appeal")).walk() if node.tag in MAIN]
    assert tags[:7] == ["P", "P", "P", "P", "P", "H1", "Table"]
    assert tags[-6:] == ["H2", "L", "H2", "Table"][-6:] or tags[-4:] == ["H2", "L", "H2", "Table"]


MAIN = ("P", "H1", "H2", "L", "Table")


def test_a_node_lists_what_is_below_it() -> None:
    tree = Node("Document", children=[Node("Sect", children=[Node("P"), Node("L")]), Node("P")])
    assert [node.tag for node in tree.all("P", "L")] == ["P", "L", "P"]
