"""Reads every chain from its first entry to its last and says what does not fit."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction

from priorauth.audit.checkpoints import Checkpoint, End
from priorauth.audit.models import Chain, Entry
from priorauth.audit.seal import BEGINNING, UnknownKey, digest_of
from priorauth.audit.triggers import COUNT, WANTED

AT_A_TIME = 2000


@dataclass(frozen=True)
class Flaw:
    """Something that does not fit: in which clinic's chain, and in words what and where."""

    clinic_id: int
    words: str


@dataclass
class Walk:
    """How far a chain was followed, and what was found on the way."""

    clinic_id: int
    number: int = 0
    digest: str = BEGINNING
    flaws: list[Flaw] = field(default_factory=list)

    def follow(self, *, up_to: int | None = None) -> None:
        """Goes on from where it stopped, to the entry `up_to` or to the last one."""
        entries = Entry.objects.filter(clinic_id=self.clinic_id, number__gt=self.number).order_by("number")
        if up_to is not None:
            entries = entries.filter(number__lte=up_to)
        for entry in entries.iterator(chunk_size=AT_A_TIME):
            self._step(entry)

    def _step(self, entry: Entry) -> None:
        if entry.number <= self.number:
            self.complain(f"entry {entry.number} stands there twice")
        if entry.number > self.number + 1:
            self.complain(f"{_range(self.number + 1, entry.number - 1)} missing before entry {entry.number}")
        try:
            if not hmac.compare_digest(digest_of(entry), entry.digest):
                self.complain(f"entry {entry.number} was changed, or was not written by this program")
            elif entry.number == self.number + 1 and entry.previous != self.digest:
                self.complain(f"entry {entry.number} does not follow the entry that stands before it")
        except UnknownKey as problem:
            self.complain(f"entry {entry.number} cannot be checked. {problem}")
        self.number, self.digest = entry.number, entry.digest

    def complain(self, words: str) -> None:
        self.flaws.append(Flaw(self.clinic_id, words))


def triggers_stand() -> bool:
    """Whether the database itself still refuses to change the log."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT[connection.vendor])
        return bool(cursor.fetchone()[0] == WANTED)


def verified(checkpoint: Checkpoint | None = None) -> Iterator[Walk]:
    """Follows every chain that has an entry, an end or a place in the checkpoint."""
    clinics = {*Chain.objects.values_list("clinic_id", flat=True)}
    clinics |= {*Entry.objects.order_by().values_list("clinic_id", flat=True).distinct()}
    clinics |= {end.clinic for end in checkpoint.ends} if checkpoint else set()
    for clinic_id in sorted(clinics):
        yield followed(clinic_id, checkpoint.end_of(clinic_id) if checkpoint else None)


def followed(clinic_id: int, seen: End | None = None) -> Walk:
    """One chain, from its first entry to its end. `seen` is where a checkpoint saw it end."""
    walk = Walk(clinic_id)
    if Entry.objects.filter(clinic_id=clinic_id, number__lt=1).exists():
        walk.complain("something stands before entry 1, which this program did not write")
    so_far = Chain.objects.filter(clinic_id=clinic_id).values_list("length", flat=True).first()
    walk.follow(up_to=so_far or 0)
    # The rest under the chain's lock: what is being written meanwhile must not look like an insertion.
    with transaction.atomic():
        chain = Chain.objects.select_for_update().filter(clinic_id=clinic_id).first()
        walk.follow()
    compare_with_end(walk, chain)
    if seen is not None:
        compare_with_checkpoint(walk, seen)
    return walk


def compare_with_end(walk: Walk, chain: Chain | None) -> None:
    """The chain's own note of its length and last digest."""
    length, head = (chain.length, chain.head) if chain else (0, BEGINNING)
    if length > walk.number:
        walk.complain(f"{_range(walk.number + 1, length)} missing at the end")
    elif length < walk.number:
        walk.complain(f"{_range(length + 1, walk.number)} added after the end")
    elif head != walk.digest:
        walk.complain(f"the note of the chain's end does not name entry {length} as it is")


def compare_with_checkpoint(walk: Walk, seen: End) -> None:
    """What was there when the checkpoint was taken must still be there, and the same."""
    if seen.length > walk.number:
        walk.complain(f"{_range(walk.number + 1, seen.length)} missing: the checkpoint saw {seen.length}")
        return
    digest = (
        Entry.objects.filter(clinic_id=seen.clinic, number=seen.length).values_list("digest", flat=True).first()
        if seen.length
        else BEGINNING
    )
    if digest != seen.head:
        walk.complain(f"entry {seen.length} is not the one that the checkpoint saw")


def _range(first: int, last: int) -> str:
    return f"entry {first} is" if first == last else f"entries {first} to {last} are"
