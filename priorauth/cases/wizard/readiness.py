"""What the facts of a case come to so far: the panel beside every step, each line with where it is settled."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from priorauth.cases.facts import FactsSoFar
from priorauth.cases.models import Case
from priorauth.cases.wizard.links import PATH, SETTLED_AT, Link, links_to
from priorauth.core.casefile.overridable import overridable
from priorauth.core.check import check_case
from priorauth.core.dosing import DosePlan, dose_plan
from priorauth.core.facts import CaseFacts
from priorauth.core.letter import AssessmentView, CheckItem
from priorauth.core.library import Library
from priorauth.core.records.route import VerdictRule
from priorauth.core.routes import rule_for
from priorauth.core.vocabulary import CheckLevel, Standing

_ORDER = (Standing.NOT_MET, Standing.NOT_DOCUMENTED, Standing.MET, None)
MOST_MISSING = 6
NO_POLICY = "No policy of the plan is chosen, so no criterion can be judged."
GONE = "The policy that was chosen is not in the library any more. Choose another."
ADD_POLICY = "add the plan’s policy"
UNREAD = "Nobody has read some of these in the plan’s current policy."
CORRECT = "Correct one of them:"
OVERRIDE = "Overrides"
READ_POLICY = "Record what you read"
_SAFETY = ("contraindication.", "safety.", "caution.")
_CONTRADICTION = "contradiction."
# Told elsewhere in the panel: what is missing or unsafe, and that no indication was asked for and none is supported.
_NO_STOP_OF_ITS_OWN = ("missing.", *_SAFETY)
_NO_INDICATION = "indication.none"


@dataclass(frozen=True)
class Line:
    """One line of the panel. `standing` is a Standing's word; or `question` for a criterion that nobody read,
    `information` for one of a policy that excludes IVIG, which gets no verdict, `stop` for what forbids a letter."""

    text: str
    standing: str
    why: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Readiness:
    """The panel of one case, judged on the facts so far."""

    case: Case
    facts: CaseFacts
    library: Library
    view: AssessmentView
    items: tuple[CheckItem, ...]
    problems: int

    @property
    def supported(self) -> list[str]:
        """The titles of the indications that the facts support."""
        return [self.library.indications[one.id].title for one in self.view.indications if one.supported]

    @property
    def plan(self) -> DosePlan | None:
        """The request reckoned out; None while something of it is missing."""
        return dose_plan(self.facts, self.library)

    @property
    def policy(self) -> str:
        """The plan's policy by its title; empty where none is chosen."""
        found = self.library.policy(self.facts.coverage.policy)
        return f"{found.payer}, {found.policy_number or found.title}" if found else ""

    @property
    def policy_lacks(self) -> Line | None:
        """What keeps the plan's policy from giving verdicts, with where staff mend it; None where nothing does."""
        chosen = self.facts.coverage.policy
        policy = self.library.policy(chosen)
        if policy is None:
            text = GONE if chosen else NO_POLICY
            add = Link(reverse("reference:own_new", args=["policy"]), ADD_POLICY)
            links = (*links_to(self.case, ["coverage.policy"]), add)
            return Line(text, "question", links=links)
        if any(one.verdict is None for one in self.view.criteria) and not policy.is_settled:
            return Line(UNREAD, "question", links=(Link(reverse("reference:policy", args=[policy.id]), READ_POLICY),))
        return None

    @cached_property
    def criteria(self) -> list[Line]:
        """Not met first, then not documented, then met, then what is only a question to staff."""
        found = sorted(self.view.criteria, key=lambda one: _ORDER.index(one.verdict))
        policy = self.library.policy(self.facts.coverage.policy)
        rule = rule_for(policy, self.library)
        texts = {one.id: one.text for one in policy.criteria} if policy else {}
        asks = "question" if rule.verdicts is not VerdictRule.NONE else "information"
        return [
            Line(
                texts.get(one.id, one.text),
                one.verdict.value if one.verdict else asks,
                one.text if one.verdict else "",
                links_to(self.case, one.facts)[:1] if one.verdict is not Standing.MET else (),
            )
            for one in found
        ]

    def count(self, standing: Standing) -> int:
        return sum(one.verdict is standing for one in self.view.criteria)

    @property
    def met(self) -> int:
        return self.count(Standing.MET)

    @property
    def not_met(self) -> int:
        return self.count(Standing.NOT_MET)

    @property
    def open(self) -> int:
        return self.count(Standing.NOT_DOCUMENTED)

    @property
    def judged(self) -> int:
        """How many criteria get a verdict."""
        return sum(one.verdict is not None for one in self.view.criteria)

    @property
    def stops(self) -> list[Line]:
        """What forbids a letter although it is on record: a code, a dose, an indication."""
        asked = self.facts.request.indication is not None
        return [
            Line(item.text, "stop", item.lift, self._places(item))
            for item in self.items
            if item.level is CheckLevel.STOP
            and not item.ok
            and not item.id.startswith(_NO_STOP_OF_ITS_OWN)
            and (asked or item.id != _NO_INDICATION)
        ]

    @property
    def safety(self) -> list[Line]:
        """What speaks against the product or must be watched, gravest first."""
        return [self._item(item) for item in self.items if not item.ok and item.id.startswith(_SAFETY)]

    @property
    def contradictions(self) -> list[Line]:
        """Facts of which one must be wrong, with the place of each."""
        return [
            Line(item.text, Standing.NOT_DOCUMENTED.value, CORRECT, links_to(self.case, PATH.findall(item.lift)))
            for item in self.items
            if not item.ok and item.id.startswith(_CONTRADICTION)
        ]

    @property
    def missing(self) -> list[Line]:
        """The cheapest and most telling of what is not on record."""
        return [
            Line(one.text, Standing.NOT_DOCUMENTED.value, links=links_to(self.case, [one.path]))
            for one in self.view.missing[:MOST_MISSING]
        ]

    @property
    def more_missing(self) -> int:
        return max(0, len(self.view.missing) - MOST_MISSING)

    def _item(self, item: CheckItem) -> Line:
        standing = Standing.NOT_MET if item.level is CheckLevel.STOP else Standing.NOT_DOCUMENTED
        return Line(item.text, standing.value, item.lift, self._overriding(item))

    def _places(self, item: CheckItem) -> tuple[Link, ...]:
        place = SETTLED_AT.get(item.id.partition(".")[0])
        paths = [*PATH.findall(item.lift), *([place] if place else [])]
        return (*links_to(self.case, paths), *self._overriding(item))

    def _overriding(self, item: CheckItem) -> tuple[Link, ...]:
        if item.id not in overridable(self.library):
            return ()
        return tuple(Link(link.address, OVERRIDE) for link in links_to(self.case, ["overrides"]))


def readiness(case: Case, so_far: FactsSoFar, library: Library) -> Readiness:
    """The judgment of what is on record."""
    view, items = check_case(so_far.facts, library)
    return Readiness(case, so_far.facts, library, view, items, len(so_far.problems))
