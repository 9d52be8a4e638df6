"""A letter as plain text in reading order: what a person reads aloud, and what the golden files hold."""

from priorauth.core.letter import Letter, Paragraph, Section, Table


def plain_text(letter: Letter) -> str:
    """Sections parted by blank lines; title and headings with `#`; table cells parted by ` | `; references last."""
    parts = [_section(section) for section in letter.sections]
    if letter.references:
        references = "\n".join(f"{reference.number}. {reference.text}" for reference in letter.references)
        parts.insert(_before_enclosures(letter), f"## References\n\n{references}")
    return "\n\n".join(parts) + "\n"


def _before_enclosures(letter: Letter) -> int:
    has_enclosures = letter.sections[-1].id == "enclosures"
    return len(letter.sections) - has_enclosures


def _section(section: Section) -> str:
    heading = [f"## {section.title}"] if section.title else []
    return "\n\n".join(heading + [_block(block) for block in section.blocks])


def _block(block: Paragraph | Table) -> str:
    if isinstance(block, Table):
        lines = [block.caption] if block.caption else []
        lines += [" | ".join(row) for row in (block.header, *(row.cells for row in block.rows)) if row]
        return "\n".join(lines)
    if block.id == "title":
        return f"# {block.text}"
    if block.is_list:
        return "\n".join(f"- {sentence.text}" for sentence in block.sentences)
    return block.text
