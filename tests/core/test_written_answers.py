"""What the prescriber answered in writing is quoted in the letter that argues with it."""

from pathlib import Path

import pytest

from priorauth.core.facts import WrittenAnswer
from priorauth.core.vocabulary import LetterKind
from priorauth.core.write import brief_of, write_letter
from priorauth.reference.services import shipped_library
from tests.golden.letters import cases, facts_of, letters
from tests.plaintext import plain_text

ARGUING = {
    LetterKind.MEDICAL_NECESSITY,
    LetterKind.APPEAL_1,
    LetterKind.APPEAL_2,
    LetterKind.EXTERNAL_REVIEW,
}


@pytest.mark.parametrize("folder", cases(), ids=lambda folder: folder.name)
def test_every_answer_that_the_indication_asks_for_is_quoted(folder: Path) -> None:
    library, facts = shipped_library(), facts_of(folder)
    for name, _ in letters(folder):
        kind = LetterKind(name.removesuffix(".txt"))
        indication = brief_of(facts, kind, library).assessment.indication
        if kind not in ARGUING or indication is None:
            continue
        asked = [question.id for question in indication.must_answer]
        given = {q: WrittenAnswer(text=f"my answer on {q.replace('_', ' ')}", date=facts.as_of) for q in asked}
        text = plain_text(write_letter(facts.model_copy(update={"answers": given}), kind, library))
        missing = [q for q in asked if given[q].text not in text]
        assert not missing, (name, indication.id)
