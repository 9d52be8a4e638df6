"""Reasons are those that the notice gives for this decision, in its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorauth.core.notices import Kind
from priorauth.reference.services import shipped_library
from tests.notices.typed import page_of, read

PHRASES = [(reason.id, phrase) for reason in shipped_library().denial_reasons.values() for phrase in reason.phrases]


def reasons(text: str) -> list[str | None]:
    return [candidate.value for candidate in read(text).of(Kind.REASON)]


@pytest.mark.parametrize(("reason", "phrase"), PHRASES)
def test_every_phrase_of_the_library_is_found(reason: str, phrase: str) -> None:
    assert reason in reasons(f"We denied it: {phrase.replace('…', 'in short')}.")


def test_a_phrase_belongs_to_one_reason() -> None:
    phrases = [phrase for _, phrase in PHRASES]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    "said",
    [
        "If we deny a service because it is experimental, you can ask for external review.",
        "You may appeal a denial that calls a service not medically necessary.",
        "Experimental or investigational means not proven.",
        "Reasons such as site of care or step therapy can be appealed.",
        "We previously denied this as experimental.",
        "Our first denial called the drug experimental.",
        "The request was not denied as experimental.",
    ],
)
def test_what_is_said_of_other_cases_is_no_reason(said: str) -> None:
    assert reasons(said) == []


def test_what_stands_under_rights_is_no_reason() -> None:
    letter = "Your appeal rights\n\nDrugs that are experimental go to an independent reviewer.\n"
    assert reasons(letter) == []


def test_the_plans_words_are_the_sentences_that_state_the_reasons() -> None:
    letter = "We looked at it. The drug is experimental. The nurse was told. You may call us."
    reading = read(f"Dear Dr. Marchetti:\n\n{letter}")
    (words,) = reading.of(Kind.WORDS)
    assert words.value == "The drug is experimental."


@pytest.mark.parametrize(
    "label", ["Reason for the denial:", "Denial reason:", "Rationale:", "REASON FOR OUR DECISION:"]
)
def test_the_label_of_a_form_is_none_of_the_plans_words(label: str) -> None:
    (words,) = read(f"{label} The request did not meet our step therapy requirement.").of(Kind.WORDS)
    assert words.value == words.quote == "The request did not meet our step therapy requirement."


def test_a_request_that_did_not_meet_step_therapy_is_denied_for_it() -> None:
    assert reasons("Your request did not meet our step therapy requirement.") == ["step_therapy_not_met"]
    assert reasons("If a drug does not meet our step therapy requirement, you may ask for an exception.") == []


def test_words_that_are_faint_in_a_scan_are_not_quoted() -> None:
    (words,) = read("The drug is experimental.", confidence=60).of(Kind.WORDS)
    assert (words.value, words.quote) == (None, "The drug is experimental.")


def test_a_sentence_goes_on_across_pages_and_past_the_footer() -> None:
    filler = "\n".join(["This line is here to fill the page and to set how far its lines reach."] * 46)
    first = f"{filler}\nAs we see it now and in the light of all this the treatment is not, so far,\n\nPage 1 of 2"
    second = "medically necessary for this patient, whose file we have now closed.\n\n\n\nPage 2 of 2"
    (words,) = [candidate for candidate in read(first, second).of(Kind.WORDS) if "medically" in str(candidate.value)]
    assert {place.page for place in words.places} == {1, 2}
    assert "Page" not in str(words.value)


@given(st.lists(st.sampled_from([phrase for _, phrase in PHRASES] + ["the plan", "Dr.", "page 2", "•", "a."])))
def test_every_candidate_quotes_its_places(parts: list[str]) -> None:
    text = "\n".join(parts).replace("…", "and")
    page = page_of(text)
    for candidate in read(text).candidates:
        shown = " ".join(page.text[place.start : place.end] for place in candidate.places)
        assert shown == candidate.quote


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text: str) -> None:
    read(text)
