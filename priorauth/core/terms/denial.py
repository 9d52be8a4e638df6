"""The denial in words, what went before it, and the clocks and rights that answer it."""

from priorauth.core.brief import Brief
from priorauth.core.facts import day_of
from priorauth.core.facts.submissions import Submission
from priorauth.core.grounds import ExhibitRef
from priorauth.core.records.appeal_rules import Clock, Level
from priorauth.core.said import Said
from priorauth.core.terms.registry import item_term, source, term
from priorauth.core.typography import capital, listed
from priorauth.core.vocabulary import LetterKind, Urgency


@term("denial", "reference")
def denial_reference(brief: Brief) -> Said | None:
    denied = brief.denied
    return brief.say(denied.reference, f"{brief.denied_path}.reference") if denied else None


@term("denial", "notice_date")
def denial_notice_date(brief: Brief) -> Said | None:
    day = brief.denial.notice_date if brief.denial else None
    return brief.say(brief.date(day), f"{brief.denied_path}.determination.notice_date") if day else None


@term("denial", "dates")
def denial_dates(brief: Brief) -> Said | None:
    """`notice dated October 5, 2026, received October 8, 2026`."""
    denial = brief.denial
    if denial is None or denial.notice_date is None:
        return None
    path = f"{brief.denied_path}.determination"
    notice = brief.date(denial.notice_date)
    if denial.received_date is None:
        return brief.say(f"notice dated {notice}", f"{path}.notice_date")
    if denial.received_date == denial.notice_date:
        return brief.say(f"notice dated and received {notice}", f"{path}.notice_date", f"{path}.received_date")
    received = brief.date(denial.received_date)
    text = f"notice dated {notice}, received {received}"
    return brief.say(text, f"{path}.notice_date", f"{path}.received_date")


def _notice_exhibit(brief: Brief) -> str | None:
    """The exhibit that is the notice: of that kind, and dated as the notice if there are several."""
    notices = [exhibit for exhibit in brief.facts.exhibits if exhibit.kind == "denial_notice"]
    day = brief.denial.notice_date if brief.denial else None
    dated = [exhibit for exhibit in notices if exhibit.date == day]
    chosen = dated[:1] or (notices if len(notices) == 1 else [])
    return chosen[0].id if chosen else None


@term("denial", "quote")
def denial_quote(brief: Brief) -> Said | None:
    """The plan's own words, in curly quotes, with the notice as their exhibit."""
    quote = brief.quoted(brief.denial.quote) if brief.denial else None
    return _with_notice(brief, quote and f"“{quote}”", "quote")


@term("denial", "policy")
def denial_policy(brief: Brief) -> Said | None:
    policy = brief.denial.policy_cited if brief.denial else None
    return brief.say(policy, f"{brief.denied_path}.determination.policy_cited")


def _with_notice(brief: Brief, text: str | None, field: str) -> Said | None:
    said = brief.say(text, f"{brief.denied_path}.determination.{field}")
    notice = _notice_exhibit(brief)
    if said is None or notice is None:
        return said
    return said.resting_on(Said("", exhibits=(ExhibitRef(id=notice),)))


@term("denial", "reviewer_specialty")
def denial_reviewer_specialty(brief: Brief) -> Said | None:
    reviewer = brief.denial.reviewer if brief.denial else None
    if reviewer is None or not reviewer.specialty or reviewer.specialty.lower() in ("neurology", "neurologist"):
        return None
    return brief.say(reviewer.specialty.replace("_", " "), f"{brief.denied_path}.determination.reviewer.specialty")


@term("denial", "reasons")
def denial_reasons(brief: Brief) -> Said | None:
    """The reasons by their names in the taxonomy."""
    reasons = brief.denial.reasons if brief.denial else ()
    names = [brief.label("denial_reason", reason) for reason in reasons]
    return brief.say(listed(names), f"{brief.denied_path}.determination.reasons") if names else None


@term("denial", "age_days")
def denial_age_days(brief: Brief) -> Said | None:
    """How many days old the notice is."""
    day = brief.denial.notice_date if brief.denial else None
    if day is None:
        return None
    days = (brief.facts.as_of - day).days
    return brief.say(counted_days(days), f"{brief.denied_path}.determination.notice_date", "as_of")


def counted_days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"


@source("reasons", "reason")
def reasons(brief: Brief) -> list[int]:
    return list(range(len(brief.denial.reasons))) if brief.denial else []


@item_term("reason", "label")
def reason_label(brief: Brief, n: int) -> Said | None:
    reason = brief.denial.reasons[n] if brief.denial else ""
    path = f"{brief.denied_path}.determination.reasons[{n}]"
    return brief.say(capital(brief.label("denial_reason", reason)), path, rules=[f"denial_reasons:{reason}"])


def _submissions(brief: Brief) -> tuple[Submission, ...]:
    return brief.facts.submissions


@source("submissions", "submission")
def submissions(brief: Brief) -> list[int]:
    """What was sent up to and with the denial that is answered, in the file's order."""
    stage = brief.context.stage
    last = stage.denial if stage and stage.denial is not None else len(_submissions(brief)) - 1
    return list(range(last + 1))


@item_term("submission", "step")
def submission_step(brief: Brief, n: int) -> Said | None:
    """`Prior authorization PA-77120934`."""
    submission = _submissions(brief)[n]
    name = capital(level_name(brief, submission.level))
    text = f"{name}, {submission.reference}" if submission.reference else name
    return brief.say(
        text, f"submissions[{n}].level", *([f"submissions[{n}].reference"] if submission.reference else [])
    )


@item_term("submission", "sent")
def submission_sent(brief: Brief, n: int) -> Said | None:
    submission = _submissions(brief)[n]
    if submission.submitted is None:
        return None
    channel = f", by {submission.channel.replace('_', ' ')}" if submission.channel else ""
    return brief.say(f"{brief.date(day_of(submission.submitted))}{channel}", f"submissions[{n}].submitted")


@item_term("submission", "answer")
def submission_answer(brief: Brief, n: int) -> Said | None:
    """`Denied October 12, 2026: “The loading dose is not supported.” Reviewer: family medicine`."""
    determination = _submissions(brief)[n].determination
    if determination is None:
        return brief.say("No answer on record", f"submissions[{n}]")
    outcome = capital(brief.label("determination", determination.outcome))
    when = f" {brief.date(determination.notice_date)}" if determination.notice_date else ""
    words = brief.quoted(determination.quote)
    quote = f": “{words}”" if words else ""
    reviewer = determination.reviewer.specialty if determination.reviewer else None
    tail = f" Reviewer: {reviewer.replace('_', ' ')}" if reviewer else ""
    return brief.say(f"{outcome}{when}{quote}{tail}", f"submissions[{n}].determination")


def level_name(brief: Brief, level: str) -> str:
    """The plan type's own word for a level, else the usual one."""
    plan_type = brief.library.plan_types.get(brief.facts.coverage.plan_type or "")
    record = plan_type.level(level) if plan_type else None
    own = brief.library.words.labels["level_of"].get(f"{plan_type.id}.{level}") if plan_type and record else None
    return own or brief.library.words.labels["level"].get(level, level.replace("_", " "))


@term("level", "name")
def this_level_name(brief: Brief) -> Said | None:
    """The level at which this letter is filed, as the plan type calls it."""
    stage = brief.context.stage
    if stage is None:
        return None
    plan_type = brief.facts.coverage.plan_type
    rules = [f"appeal_rules:{plan_type}.{stage.plan_level.id}"] if plan_type and stage.plan_level else []
    paths = ("coverage.plan_type", "submissions", "prior_ivig", "request")
    return brief.say(level_name(brief, stage.level), *paths, rules=rules)


@term("level", "first_request")
def level_first_request(brief: Brief) -> Said | None:
    """`Prior authorization, first request`: where nothing was sent before, on record."""
    name = this_level_name_capital(brief)
    if name is None or brief.facts.submissions or not brief.is_on_record("submissions"):
        return None
    return name.worded(f"{name.text}, first request").resting_on(Said("", facts=("submissions",)))


@term("level", "with_article")
def this_level_with_article(brief: Brief) -> Said | None:
    """`a state fair hearing`, `external review`."""
    name = this_level_name(brief)
    if name is None:
        return None
    bare = name.text.startswith(("external", "review", "re", "second re"))
    article = "" if bare else "an " if name.text[0] in "aeiou" else "a "
    return name.worded(f"{article}{name.text}")


@term("level", "Name")
def this_level_name_capital(brief: Brief) -> Said | None:
    name = this_level_name(brief)
    return name.worded(capital(name.text)) if name else None


def _clock_text(clock: Clock) -> str:
    days = "business days" if clock.day_type == "business" else str(clock.unit)
    unit = days if clock.value != 1 else days.removesuffix("s")
    return f"{clock.value} {unit}"


def _decision(brief: Brief, *, expedited: bool) -> tuple[Clock, Level] | None:
    """The clock of this level where the library verified it and nothing on record puts it in doubt."""
    stage = brief.context.stage
    level = stage.plan_level if stage else None
    if level is None or level.verified is None or level.recalls("whole level"):
        return None
    field = "decision_expedited" if expedited else "decision_standard"
    clock = level.decision_expedited if expedited else level.decision_standard
    if clock is None or level.recalls(field) or "both decision clocks" in level.recalled:
        return None
    two_levels = (brief.facts.coverage.internal_levels or 1) > 1
    if two_levels and not expedited and level.id.startswith("internal_appeal"):
        return None
    return clock, level


def _clock(brief: Brief, *, expedited: bool, with_law: bool) -> Said | None:
    found = _decision(brief, expedited=expedited)
    if found is None:
        return None
    clock, level = found
    plan_type = brief.facts.coverage.plan_type
    law = f" ({level.legal_source})" if with_law else ""
    rules = [f"appeal_rules:{plan_type}.{level.id}"]
    return brief.say(f"{_clock_text(clock)}{law}", "coverage.plan_type", rules=rules)


def is_expedited(brief: Brief) -> bool:
    """Whether this letter asks for the expedited clock."""
    return brief.context.kind is LetterKind.EXPEDITED_APPEAL or brief.facts.request.urgency is Urgency.EXPEDITED


@term("clock", "decision")
def clock_decision(brief: Brief) -> Said | None:
    """`30 days`: the plan's time to decide, only where a checked rule says so."""
    return _clock(brief, expedited=is_expedited(brief), with_law=False)


@term("clock", "law")
def clock_law(brief: Brief) -> Said | None:
    """The legal source of that clock."""
    found = _decision(brief, expedited=is_expedited(brief))
    if found is None:
        return None
    rules = [f"appeal_rules:{brief.facts.coverage.plan_type}.{found[1].id}"]
    name = f"{brief.facts.coverage.plan_type}.{found[1].id}"
    law = brief.library.words.labels["decision_law"].get(name, found[1].legal_source)
    return brief.say(law, "coverage.plan_type", rules=rules)


@term("clock", "expedited")
def clock_expedited(brief: Brief) -> Said | None:
    return _clock(brief, expedited=True, with_law=False)


@item_term("call", "date")
def call_date(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.date(brief.facts.calls[n].date), f"calls[{n}].date")


@item_term("call", "party")
def call_party(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.facts.calls[n].party, f"calls[{n}]")


@item_term("call", "summary")
def call_summary(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.chart(brief.facts.calls[n].summary), f"calls[{n}]")


@item_term("call", "reference")
def call_reference(brief: Brief, n: int) -> Said | None:
    return brief.say(brief.facts.calls[n].reference, f"calls[{n}].reference")


@term("denial", "outcome")
def denial_outcome(brief: Brief) -> Said | None:
    """`denial` or `partial approval`."""
    outcome = brief.denial.outcome if brief.denial else None
    if outcome is None:
        return None
    return brief.say(brief.label("decision", outcome), f"{brief.denied_path}.determination.outcome")


@term("denial", "Outcome")
def denial_outcome_capital(brief: Brief) -> Said | None:
    outcome = denial_outcome(brief)
    return outcome.worded(capital(outcome.text)) if outcome else None


@source("recent_calls", "call")
def recent_calls(brief: Brief) -> list[int]:
    """Calls on or after the day of the notice that this letter answers."""
    notice = brief.denial.notice_date if brief.denial else None
    in_order = sorted(range(len(brief.facts.calls)), key=lambda n: brief.facts.calls[n].date)
    return [n for n in in_order if notice is None or brief.facts.calls[n].date >= notice]


@term("filing", "authority")
def filing_authority(brief: Brief) -> Said | None:
    """`(Ex. G)`: the exhibit that gives the authority to file."""
    filed = brief.facts.filed_by
    if filed is None or filed.authority is None or not filed.authority.exhibit:
        return None
    return brief.say("The authorization is enclosed", "filed_by.authority")


_BY_LCD, _LCD = "lcd_individual_consideration", "medicare-lcd-l34314"


def _cited_law(brief: Brief, right_id: str) -> Said | None:
    """The legal source of a right, as far as it was read, for the plan types that have it."""
    right = brief.library.rights.get(right_id)
    plan_type = brief.facts.coverage.plan_type
    if right is None or right.verified is None or plan_type not in right.plan_types:
        return None
    if right_id == _BY_LCD and brief.facts.coverage.policy != _LCD:
        return None
    if right.not_if_grandfathered and brief.facts.coverage.grandfathered:
        return None
    labels = brief.library.words.labels
    text = labels["law"].get(f"{right_id}.{plan_type}") or labels["law"].get(right_id)
    return brief.say(text, "coverage.plan_type", rules=[f"rights:{right_id}"])


def _register_laws() -> None:
    rights = (
        "claim_file criteria_used qualified_reviewer new_reviewer new_evidence_first medicaid_file_and_no_reprisal"
        " ma_traditional_coverage_floor ma_course_of_treatment ma_auto_forward lcd_individual_consideration"
        " step_therapy_exception"
    )
    for right in rights.split():
        term("law", right)(lambda brief, right=right: _cited_law(brief, right))  # type: ignore[misc]


_register_laws()


@term("law", "both_reviewers")
def law_both_reviewers(brief: Brief) -> Said | None:
    """The source of the two rules on who reviews, for plan types that have both."""
    parts = [_cited_law(brief, "new_reviewer"), _cited_law(brief, "qualified_reviewer")]
    if not all(parts):
        return None
    text = brief.library.words.labels["law"]["both_reviewers"]
    return brief.say(text, "coverage.plan_type", rules=["rights:new_reviewer", "rights:qualified_reviewer"])


@term("law", "external_review")
def law_external_review(brief: Brief) -> Said | None:
    """The legal source of the plan type's external review, where it was read."""
    plan_type = brief.library.plan_types.get(brief.facts.coverage.plan_type or "")
    level = plan_type.level("external_review") if plan_type else None
    if plan_type is None or level is None or level.verified is None:
        return None
    text = brief.library.words.labels["law"].get(f"external_review.{plan_type.id}")
    return brief.say(text, "coverage.plan_type", rules=[f"appeal_rules:{plan_type.id}.external_review"])
