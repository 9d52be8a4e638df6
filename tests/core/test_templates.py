"""Templates are text and names: Jinja2 reads them, and nothing of them is executed."""

import pytest

from priorauth.core.errors import WordsError
from priorauth.core.templates import Blank, pieces


def test_a_template_is_text_and_names_in_order() -> None:
    assert pieces("On {{ denial.notice_date }} {{ ex }}.") == (
        "On ", Blank("denial", "notice_date"), " ", Blank("ex"), ".",
    )  # fmt: skip


def test_text_without_names_is_one_piece() -> None:
    assert pieces("Sincerely,") == ("Sincerely,",)


def test_a_blank_shows_its_name() -> None:
    assert str(Blank("patient", "name")) == "patient.name"
    assert str(Blank("ex")) == "ex"


@pytest.mark.parametrize(
    "text",
    [
        "{% if patient %}yes{% endif %}",
        "{% set x = 1 %}",
        "{{ patient.name | upper }}",
        "{{ patient.name() }}",
        "{{ patient['name'] }}",
        "{{ patient.name.first }}",
        "{{ patient }}",
        "{{ 1 + 1 }}",
        "{{ 'patient' }}",
        "{{ patient.__class__.__mro__ }}",
    ],
)
def test_logic_is_refused(text: str) -> None:
    with pytest.raises(WordsError, match="wanted"):
        pieces(text)


@pytest.mark.parametrize("text", ["{{ patient.name", "{{ }}", "{% nonsense %}"])
def test_what_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(WordsError, match="is no template"):
        pieces(text)
