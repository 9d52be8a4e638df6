"""Writing a few words on a case, to see what the engine makes of them."""

from dataclasses import replace
from typing import Any

from priorauth.core.brief import Brief
from priorauth.core.compose import Writer
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import Paragraph, Sentence, Table
from priorauth.core.library import Library
from priorauth.core.records.words import LetterPlan, Words
from priorauth.core.terms import REGISTRY
from priorauth.core.vocabulary import LetterKind
from priorauth.core.wordbook import Wordbook
from priorauth.core.write import brief_of

KIND = LetterKind.APPEAL_1


def with_words(library: Library, **words: Any) -> Library:
    """The library with these words alone, and the shipped labels."""
    return replace(library, words=Words.model_validate({**words, "labels": library.words.labels}))


def written(
    library: Library, facts: CaseFacts, *blocks: str, kind: LetterKind = KIND, disclosed: frozenset[str] = frozenset(),
    **words: Any,
) -> list[Paragraph | Table]:  # fmt: skip
    """What the words say of the facts, under the names of the blocks."""
    own = with_words(library, **words)
    line = [{"text": "Letter", "formal": True}]
    plan = LetterPlan.model_validate(
        {
            "kind": kind, "density": "long", "title": line, "subject": line, "running": line,
            "sections": [{"id": "body", "blocks": blocks}],
        }
    )  # fmt: skip
    writer = Writer(brief_of(facts, kind, own), Wordbook(own.words), disclosed)
    return [block for section in writer.sections(plan) for block in section.blocks]


def sentences(library: Library, facts: CaseFacts, *words: Any, **passage: Any) -> tuple[Sentence, ...]:
    """The sentences that one passage of these words says; none where it is left out."""
    blocks = written(library, facts, "p", passages=[{"id": "p", "sentences": words, **passage}])
    return blocks[0].sentences if blocks and isinstance(blocks[0], Paragraph) else ()


def texts(library: Library, facts: CaseFacts, *words: Any, **passage: Any) -> list[str]:
    return [sentence.text for sentence in sentences(library, facts, *words, **passage)]


def table(library: Library, facts: CaseFacts, *rows: Any, **parts: Any) -> Table | None:
    """The table that these rows make; None where it is left out."""
    row_lists = parts.pop("row_lists", [])
    blocks = written(
        library, facts, "t", tables=[{"id": "t", "style": "re", "rows": rows, **parts}], row_lists=row_lists
    )
    return blocks[0] if blocks and isinstance(blocks[0], Table) else None


def said(
    library: Library, facts: CaseFacts, term: str, *, kind: LetterKind = KIND, in_table: bool = False
) -> str | None:
    """What a term prints, `patient.name`; None where the record does not say it."""
    namespace, _, name = term.partition(".")
    brief: Brief = brief_of(facts, kind, library)
    found = REGISTRY.terms[namespace][name](brief.tabular if in_table else brief)
    return found.text if found else None
