"""What the screen adds to the sheet of a draft: signs beside paragraphs, what was left out, what is to be decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from priorauth.core.edits import EditedLetter
from priorauth.core.edits.marks import printed
from priorauth.core.letter import Change, Letter, Paragraph
from priorauth.core.typography import listed
from priorauth.letters.models import Draft
from priorauth.letters.studio.breaks import Breaks
from priorauth.letters.studio.changes import numbered_changes
from priorauth.letters.studio.sheet import Marks
from priorauth.letters.studio.wording import Wording, editable_in, open_blocks

FOLDER = "letters/studio"


@dataclass(frozen=True)
class Beside:
    """What marks are made of."""

    request: HttpRequest
    draft: Draft
    edited: EditedLetter
    breaks: Breaks
    may_write: bool
    chosen: str = ""
    wording: Wording | None = None

    @property
    def letter(self) -> Letter:
        return self.edited.letter


class _Around:
    """HTML by the block that it stands above, below or in place of."""

    def __init__(self) -> None:
        self.before: dict[str, list[SafeString]] = {}
        self.after: dict[str, list[SafeString]] = {}
        self.instead: dict[str, SafeString] = {}

    def above(self, block: str, html: SafeString) -> None:
        self.before.setdefault(block, []).append(html)

    def below(self, block: str, html: SafeString) -> None:
        self.after.setdefault(block, []).append(html)


def marks(beside: Beside) -> Marks:
    """The marks on the sheet of a draft."""
    around = _Around()
    _put_wording(around, beside)
    for stale in beside.edited.stale:
        place = _place_of(stale.edit.paragraph, stale.edit.section, beside)
        html = _part("_stale.html", {"stale": stale, "replaced": printed(stale.edit.replaced, beside.letter)}, beside)
        around.below(place, html) if stale.now is None else around.above(place, html)
    for change in beside.letter.changes:
        if change.kind == "omission":
            place = _place_of(change.paragraph, change.section, beside)
            around.below(place, _part("_left_out.html", {"change": change}, beside))
    return Marks(
        chosen=beside.chosen,
        gutters={block.id: _gutter(block, beside) for block in editable_in(beside.letter)},
        before=_joined(around.before),
        after=_joined(around.after),
        instead=around.instead,
        breaks=beside.breaks,
    )


def change_marks(letter: Letter, original: Letter, *, chosen: str = "") -> Marks:
    """Every change of a letter, with what was taken out and put in, and its number beside it."""
    around = _Around()
    for change in numbered_changes(letter):
        html = SafeString(render_to_string(f"{FOLDER}/_changed.html", {"change": change}))
        if change.change.kind == "omission":
            around.below(_last_before(change.change.paragraph, letter, original) or open_blocks(letter)[0].id, html)
        else:
            around.instead[change.change.paragraph] = html
    return Marks(
        after={block: SafeString("".join(parts)) for block, parts in around.after.items()}, instead=around.instead
    )


def _joined(parts: Mapping[str, list[SafeString]]) -> dict[str, SafeString]:
    return {block: SafeString("".join(htmls)) for block, htmls in parts.items()}


def _put_wording(around: _Around, beside: Beside) -> None:
    wording = beside.wording
    if wording is None:
        return
    form = _part("_wording.html", {"form": wording}, beside)
    if wording.after:
        around.below(_place_of(wording.after, "", beside), form)
    elif any(block.id == wording.paragraph for block in editable_in(beside.letter)):
        around.instead[wording.paragraph] = form
    else:
        around.below(_place_of(wording.paragraph, "", beside), form)


def _part(template: str, values: Mapping[str, object], beside: Beside) -> SafeString:
    answer = {**values, "draft": beside.draft, "may_write": beside.may_write}
    return render_to_string(f"{FOLDER}/{template}", answer, request=beside.request)


def _gutter(block: Paragraph, beside: Beside) -> SafeString:
    change = next((one for one in beside.letter.changes if one.paragraph == block.id), None)
    what = listed(beside.edited.must_stay.get(block.id, ()))
    sign, icon, said = _sign(change, what)
    if not beside.may_write:
        return format_html(
            '<span class="gut{}" title="{}"><i class="i {}" aria-hidden="true"></i>'
            '<span class="visually-hidden">{}</span></span>', sign, said, icon, said,
        ) if change or what else SafeString("")  # fmt: skip
    said = f"{said} Reword this paragraph".strip()
    address = f"{reverse('letters:studio', args=(beside.draft.id,))}?{urlencode({'edit': block.id})}"
    return format_html(
        '<a class="gut{}" href="{}#wording" hx-get="{}" title="{}"><i class="i {}" aria-hidden="true"></i>'
        '<span class="visually-hidden">{}</span></a>', sign, address, address, said, icon, said,
    )  # fmt: skip


def _sign(change: Change | None, what: str) -> tuple[str, str, str]:
    """The class, the icon and the words of the sign beside a paragraph."""
    if change is not None:
        verb = "Added" if change.kind == "addition" else "Reworded"
        by = f" by {change.by}" if change.by else ""
        return " gut--edit", "i-pencil", f"{verb}{by}."
    if what:
        return " gut--lock", "i-lock-fill", f"It must be said: {what}."
    return "", "i-pencil", ""


def _place_of(paragraph: str, section_id: str, beside: Beside) -> str:
    """The block at which something stands that belongs to a paragraph, whether or not the letter still has it."""
    sections = beside.letter.sections
    if any(block.id == paragraph for section in sections for block in section.blocks):
        return paragraph
    found = _last_before(paragraph, beside.letter, beside.edited.original)
    of_section = next((one.blocks[-1].id for one in sections if one.id == section_id), "")
    return found or of_section or open_blocks(beside.letter)[-1].id


def _last_before(paragraph: str, letter: Letter, original: Letter) -> str:
    """The last block of the letter that stood before a paragraph when it was composed; empty where there is none."""
    there = {block.id for block in open_blocks(letter)}
    last = ""
    for block in open_blocks(original):
        if block.id == paragraph:
            return last
        last = block.id if block.id in there else last
    return ""
