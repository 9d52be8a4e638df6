"""What a prescriber changes in a composed letter: each edit belongs to a paragraph and to the words that it replaced.

`values` are the edits, `apply` puts them into the sections, `marks` keeps their citations right while numbers move,
`obliged` knows what must be said, `alternatives` which finding may stand for another, `citations` finds what was cited
by hand, `checks` says what keeps an edited letter from being signed, `confirmed` settles what no fact settles, `edited`
is the whole path, `differences` compares two letters.
"""

from priorauth.core.edits.apply import FIXED_SECTIONS
from priorauth.core.edits.confirmed import Confirmation, may_be_confirmed
from priorauth.core.edits.differences import Difference, differences
from priorauth.core.edits.edited import EditedLetter, StaleEdit, write_edited
from priorauth.core.edits.values import Addition, Edit, Edits, Omission, Rewording

__all__ = [
    "FIXED_SECTIONS",
    "Addition",
    "Confirmation",
    "Difference",
    "Edit",
    "EditedLetter",
    "Edits",
    "Omission",
    "Rewording",
    "StaleEdit",
    "differences",
    "may_be_confirmed",
    "write_edited",
]
