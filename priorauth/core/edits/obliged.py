"""What a letter must say, whoever words it: a paragraph that alone says it can be reworded, not left out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from priorauth.core.brief import Brief
from priorauth.core.disclosures import disclosures
from priorauth.core.edits.marks import marked_in
from priorauth.core.letter import Paragraph, Row, Section, Sentence, Table
from priorauth.core.records.publication import Publication

OFF_LABEL = "products:ms_indication_note"
_SAYS_OFF_LABEL = ("off-label", "off label", "fda has not approved", "not approved by the fda")
# What is asked for, and what the prescriber certifies.
_ASKING_SECTIONS = ("request", "expedited_certification")

Part = Sentence | Row
Says = Callable[[str, Part], bool]


@dataclass(frozen=True)
class Obligation:
    """`what` goes on after "the letter must say"; `says` tells whether a sentence or row of the letter says it."""

    id: str
    what: str
    how: str
    says: Says


def obligations(brief: Brief, composed: Iterable[Section]) -> tuple[Obligation, ...]:
    """What the letter as composed says and no edit may take out of it."""
    sections = tuple(composed)
    every = (*_evidence(brief, sections), _off_label(), *_overrides(brief, sections), *_codes(brief), *_asked(sections))
    return tuple(one for one in every if sayers(one, sections))


def sayers(obligation: Obligation, sections: Iterable[Section]) -> frozenset[str]:
    """The ids of the blocks that say it."""
    return frozenset(
        block.id
        for section in sections
        for block in section.blocks
        if any(obligation.says(block.id, part) for part in _parts(block))
    )


def must_stay(found: Iterable[Obligation], sections: Iterable[Section]) -> dict[str, tuple[str, ...]]:
    """The paragraphs that alone say something obligatory, by id, with what that is."""
    sections = tuple(sections)
    tables = {block.id for section in sections for block in section.blocks if isinstance(block, Table)}
    held: dict[str, tuple[str, ...]] = {}
    for one in found:
        blocks = sayers(one, sections)
        if len(blocks) == 1 and not blocks & tables:
            (block,) = blocks
            held[block] = tuple(dict.fromkeys((*held.get(block, ()), one.what)))
    return held


def _parts(block: Paragraph | Table) -> tuple[Part, ...]:
    return block.rows if isinstance(block, Table) else block.sentences


def text_of(part: Part) -> str:
    """The words of a sentence, or of a row with its cells."""
    return " | ".join(part.cells) if isinstance(part, Row) else part.text


def _in_prose(says: Says, sections: tuple[Section, ...]) -> Says:
    """What running text says must go on standing in running text: the row of a table does not do instead."""
    paragraphs = [block for section in sections for block in section.blocks if isinstance(block, Paragraph)]
    if not any(says(block.id, sentence) for block in paragraphs for sentence in block.sentences):
        return says
    return lambda block_id, part: isinstance(part, Sentence) and says(block_id, part)


def _evidence(brief: Brief, sections: tuple[Section, ...]) -> Iterator[Obligation]:
    for finding in disclosures(brief):
        record = finding.partition("/")[0]
        named = [
            part for section in sections for block in section.blocks for part in _parts(block)
            if finding in part.grounds.findings
        ]  # fmt: skip
        is_cited = any(record in marked_in(text_of(part)) for part in named)
        yield Obligation(
            f"disclosure.{finding}",
            f"the evidence of {_named(brief.library.publications[record])}",
            "Say in your own words what it found, and cite it.",
            _in_prose(_says_finding(finding, record if is_cited else None), sections),
        )


def _named(publication: Publication) -> str:
    """As staff know it: `Fazekas 2008`, or who published it."""
    citation = publication.citation
    who = citation.authors[0].rpartition(" ")[0] if citation.authors else citation.group or publication.id
    return f"{who} {citation.year}" if citation.year else who


def _says_finding(finding: str, record: str | None) -> Says:
    """Composed words say a finding that is their ground; own words only where they cite it too."""

    def says(_block: str, part: Part) -> bool:
        if finding not in part.grounds.findings:
            return False
        return not _is_own(part) or record is None or record in marked_in(text_of(part))

    return says


def _off_label() -> Obligation:
    def says(_block: str, part: Part) -> bool:
        if not _is_own(part):
            return OFF_LABEL in part.grounds.rules
        return any(words in text_of(part).lower() for words in _SAYS_OFF_LABEL)

    what = "that the use is off-label"
    return Obligation("off_label", what, "Write that the use is off-label, or that the FDA has not approved it.", says)


def _overrides(brief: Brief, sections: tuple[Section, ...]) -> Iterator[Obligation]:
    for position, override in enumerate(brief.facts.overrides):
        path = f"overrides[{position}]"

        def says(_block: str, part: Part, path: str = path) -> bool:
            return any(fact.startswith(path) for fact in part.grounds.facts)

        what = f"the prescriber’s reason for the override of {override.rule}"
        yield Obligation(f"override.{override.rule}", what, "Give the reason.", _in_prose(says, sections))


def _codes(brief: Brief) -> Iterator[Obligation]:
    product = brief.library.products.get(brief.facts.request.product or "")
    for code in filter(None, (brief.facts.diagnosis.icd10, product.hcpcs.code if product else None)):

        def says(_block: str, part: Part, code: str = code) -> bool:
            return code in text_of(part)

        yield Obligation(f"code.{code}", f"the code {code}", f"Write {code}.", says)


def _asked(sections: tuple[Section, ...]) -> Iterator[Obligation]:
    for section in sections:
        for block in section.blocks if section.id in _ASKING_SECTIONS else ():

            def says(found: str, _part: Part, block_id: str = block.id) -> bool:
                return found == block_id

            yield Obligation(f"asked.{block.id}", "what is asked for", "Say what you ask for.", says)


def _is_own(part: Part) -> bool:
    return isinstance(part, Sentence) and part.is_own
