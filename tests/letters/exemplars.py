"""The exemplar letters as values: what a composed letter holds, to lay out and to read back. Invented patients only."""

import datetime as dt
import re
from functools import cache
from pathlib import Path

from priorauth.core.grounds import Grounds
from priorauth.core.letter import (
    AssessmentView,
    CheckItem,
    Letter,
    Paragraph,
    PrintSetup,
    Reference,
    Row,
    Section,
    Sentence,
    Table,
)
from priorauth.core.vocabulary import CheckLevel, LetterKind

FOLDER = Path(__file__).parent / "exemplars"
NAMES = tuple(path.stem for path in sorted(FOLDER.glob("*.md")))
DATE = dt.date(2026, 11, 20)
FORMAL = Grounds(formal=True)
AFTER_THE_TITLE = ("Sincerely,",)
STYLES = {
    "Condition": "crosswalk",
    "Point | In": "crosswalk3",
    "Point | Yes": "p2p",
    "Drug": "therapies",
    "Trial": "evidence",
    "Phase": "dose",
    "Reason": "answers",
    "They ask": "hard",
    "Measure": "response",
    "Asked": "formcheck",
    "Exhibit": "exhibits",
}
SECTIONS = {
    "The reason given, and the answer in brief": "denial_quote",
    "Where the record stands": "criteria_crosswalk",
    "Why this patient": "patient_summary",
    "The relapse": "disease_activity",
    "The facts, with dates": "criteria_crosswalk",
    "The reasons given, answered": "rebuttal",
    "Evidence for and against": "evidence",
    "Dose, measures and review": "dose_plan",
    "What I ask of the review": "rights_invoked",
    "Exhibits": "enclosures",
    "Enclosed": "enclosures",
}
SETUPS = {
    "01-appeal_1": ("First-level internal appeal, reference PA-77120934", "Ref. PA-77120934", "two-page"),
    "01-patient_appeal": ("Appeal of a denial, reference PA-77120934", "Ref. PA-77120934", "one-page"),
    "01-peer_to_peer": ("Peer-to-peer brief, reference PA-77120934", "Internal · Ref. PA-77120934", "one-page"),
    "02-expedited_appeal": (
        "Expedited reconsideration, reference HUM-5510-227",
        "EXPEDITED · Ref. HUM-5510-227",
        "one-page",
    ),
    "03-medical_necessity": ("Prior authorization request", "Member ID 914 220 775", "two-page"),
    "08-renewal": ("Renewal of KY-AUTH-55102", "Ref. KY-AUTH-55102", "one-page"),
}


@cache
def exemplar(name: str) -> Letter:
    """The letter of `exemplars/NAME.md`."""
    chunks = (FOLDER / f"{name}.md").read_text().strip().split("\n\n")
    title_at = next(at for at, chunk in enumerate(chunks) if chunk.startswith("# "))
    title, running, density = SETUPS[name]
    kind = LetterKind(name.partition("-")[2])
    body, references, enclosures = _parted(chunks[title_at + 1 :])
    return Letter(
        kind=kind,
        date=DATE,
        library="0" * 64,
        indication=None,
        route=None,
        sections=(_header(chunks[:title_at], chunks[title_at][2:]), *_sections(body), *enclosures),
        references=references,
        assessment=AssessmentView(),
        checklist=(),
        setup=PrintSetup(
            title=title,
            author=chunks[0].split("**")[1] if kind is LetterKind.PATIENT_APPEAL else "Elena Marsh, MD",
            subject="Request for intravenous immune globulin",
            running=running,
            density=density,
            is_brief=kind is LetterKind.PEER_TO_PEER,
            not_for_sending=kind is LetterKind.PEER_TO_PEER,
        ),
    )


def stopped(letter: Letter) -> Letter:
    """The same letter with two things that stop it."""
    stops = (
        CheckItem(
            id="missing.weight", level=CheckLevel.STOP, ok=False, text="No weight is on record.", lift="Weigh her."
        ),
        CheckItem(id="level.appeal_1", level=CheckLevel.STOP, ok=False, text="No denial.", lift="Log the notice."),
    )
    return letter.model_copy(update={"checklist": stops})


def with_text(text: str, letter: Letter | None = None) -> Letter:
    """A letter whose whole argument is one sentence, with the references and exhibits of the first appeal."""
    letter = letter or exemplar("01-appeal_1")
    kept = [section for section in letter.sections if section.id in ("header", "re_block", "signature", "enclosures")]
    kept.insert(2, Section(id="request", title="Request", blocks=(_paragraph("request/p1", text),)))
    return letter.model_copy(update={"sections": tuple(kept)})


def _header(chunks: list[str], title: str) -> Section:
    clinic, *contact = _lines(chunks[0])
    named = {"clinic": [clinic], "contact": contact}
    for chunk in chunks[1:]:
        lines = _lines(chunk)
        named["flag" if chunk.startswith("**") else "date" if lines == ["November 20, 2026"] else "to"] = lines
    named["title"] = [title]
    blocks = tuple(_paragraph(f"header/{name}", *lines) for name, lines in named.items())
    return Section(id="header", blocks=blocks)


def _parted(chunks: list[str]) -> tuple[list[str], tuple[Reference, ...], tuple[Section, ...]]:
    """Body, references and enclosures."""
    headings = [at for at, chunk in enumerate(chunks) if chunk in ("## References", "## Exhibits", "## Enclosed")]
    end = headings[0] if headings else len(chunks)
    references: tuple[Reference, ...] = ()
    if headings and chunks[end] == "## References":
        references = tuple(_reference(line) for line in chunks[end + 1].splitlines())
    return chunks[:end], references, _sections(chunks[headings[-1] :]) if headings else ()


def _reference(line: str) -> Reference:
    number, _, text = line.partition(". ")
    journal = re.search(r"\*(.+?)\*", text)
    return Reference(
        number=int(number), record=f"record-{number}", text=text.replace("*", ""), journal=journal[1] if journal else ""
    )


def _sections(chunks: list[str]) -> tuple[Section, ...]:
    """One section for each heading; block, salutation and signature have none."""
    found: list[tuple[str, str, list[Paragraph | Table]]] = []
    for chunk in chunks:
        if chunk.startswith("## "):
            found.append((SECTIONS.get(chunk[3:], "argument"), chunk[3:], []))
        elif chunk.startswith("| | |"):
            found += [("re_block", "", [_table("re_block/t1", chunk)]), ("salutation", "", [])]
        elif chunk == "Sincerely,":
            found.append(("signature", "", [_paragraph("signature/p1", chunk)]))
        else:
            identifier, _, blocks = found[-1]
            blocks += _blocks(f"{identifier}/{len(blocks) + 1}", chunk, blocks)
    return tuple(Section(id=identifier, title=title, blocks=tuple(blocks)) for identifier, title, blocks in found)


def _blocks(identifier: str, chunk: str, before: list[Paragraph | Table]) -> list[Paragraph | Table]:
    if chunk.startswith("|"):
        caption = before.pop() if before and isinstance(before[-1], Paragraph) and before[-1].id == "caption" else None
        return [_table(identifier, chunk, caption.text if isinstance(caption, Paragraph) else "")]
    if chunk.startswith("*") and not chunk.startswith("**"):
        return [_paragraph("caption", chunk.strip("*"))]
    if chunk.startswith("- "):
        return [_paragraph(identifier, *(line[2:] for line in chunk.splitlines()), is_list=True)]
    parts = [part for part in re.split(r"(\*\*.+?\*\*)", chunk.replace("  \n", "\n")) if part.strip()]
    lines = chunk.splitlines() if "  \n" in chunk else [part.strip() for part in parts]
    return [_paragraph(identifier, *(line.rstrip() for line in lines))]


def _paragraph(identifier: str, *lines: str, is_list: bool = False) -> Paragraph:
    sentences = tuple(Sentence(text=line.strip("*"), grounds=FORMAL, is_label=line.startswith("**")) for line in lines)
    return Paragraph(id=identifier, sentences=sentences, is_list=is_list)


def _lines(chunk: str) -> list[str]:
    return [line.strip().strip("*") for line in chunk.splitlines()]


def _table(identifier: str, chunk: str, caption: str = "") -> Table:
    header, _, *rows = [
        tuple(cell.strip().strip("*") for cell in line.strip("|").split("|")) for line in chunk.splitlines()
    ]
    has_header = any(header)
    name = " | ".join(header)
    style = next((style for start, style in STYLES.items() if name.startswith(start)), "re")
    printed = [Row(cells=cells, grounds=FORMAL, is_total=style == "dose" and not cells[2]) for cells in rows]
    return Table(id=identifier, style=style, caption=caption, header=header if has_header else (), rows=tuple(printed))
