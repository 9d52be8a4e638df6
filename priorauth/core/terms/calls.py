"""What a caller needs for a peer-to-peer call: whom to ask for, the window, the last day of the appeal."""

from priorauth.core.brief import Brief
from priorauth.core.deadlines import Deadline, DeadlineKind
from priorauth.core.said import Said
from priorauth.core.terms.registry import term
from priorauth.core.typography import listed


def _appeal(brief: Brief) -> Deadline | None:
    """The filing deadline that follows the denial in question."""
    stage = brief.context.stage
    for deadline in brief.deadlines:
        if deadline.kind is DeadlineKind.FILING and stage and deadline.submission == stage.denial and deadline.due_on:
            return deadline
    return None


@term("call_rules", "window")
def call_window(brief: Brief) -> Said | None:
    """`5 to 14 business days`."""
    window = brief.library.peer_to_peer.typical_window
    text = f"{window.low} to {window.high} {window.day_type} {window.unit}"
    return brief.say(text, rules=["appeal_rules:peer_to_peer"])


@term("call_rules", "last_day")
def call_last_day(brief: Brief) -> Said | None:
    deadline = _appeal(brief)
    if deadline is None or deadline.due_on is None:
        return None
    return brief.say(brief.date(deadline.due_on), *deadline.facts, rules=deadline.rules)


@term("call_rules", "send_by")
def call_send_by(brief: Brief) -> Said | None:
    deadline = _appeal(brief)
    if deadline is None or deadline.send_by is None:
        return None
    return brief.say(brief.date(deadline.send_by), *deadline.facts, rules=deadline.rules)


@term("call_rules", "whom")
def call_whom(brief: Brief) -> Said | None:
    """`Aetna, reference PA-77120934; Dana Whitlock, born February 11, 1988, member ID W2214 88017`."""
    facts, denied = brief.facts, brief.denied
    names = " ".join(filter(None, (facts.patient.given, facts.patient.family)))
    born = facts.patient.birth_date
    of_plan = {
        "coverage.payer": facts.coverage.payer,
        f"{brief.denied_path}.reference": f"reference {denied.reference}" if denied and denied.reference else None,
    }
    of_patient = {
        "patient.family": names or None,
        "patient.birth_date": f"born {brief.date(born)}" if born else None,
        "coverage.member_id": f"member ID {facts.coverage.member_id}" if facts.coverage.member_id else None,
    }
    known = [{path: text for path, text in parts.items() if text} for parts in (of_plan, of_patient)]
    text = "; ".join(", ".join(parts.values()) for parts in known if parts)
    return brief.say(text, *(path for parts in known for path in parts))


@term("call_rules", "denied")
def call_denied(brief: Brief) -> Said | None:
    """`October 5, 2026: experimental or investigational (CPB 0206); first reviewer: internal medicine`."""
    denial, path = brief.denial, f"{brief.denied_path}.determination"
    if denial is None or not denial.reasons:
        return None
    text = listed([brief.label("denial_reason", reason) for reason in denial.reasons])
    paths = [f"{path}.reasons"]
    if denial.notice_date:
        text, paths = f"{brief.date(denial.notice_date)}: {text}", [*paths, f"{path}.notice_date"]
    if denial.policy_cited:
        text, paths = f"{text} ({denial.policy_cited})", [*paths, f"{path}.policy_cited"]
    if denial.reviewer and denial.reviewer.specialty:
        text = f"{text}; reviewer: {denial.reviewer.specialty.replace('_', ' ')}"
        paths.append(f"{path}.reviewer.specialty")
    return brief.say(text, *paths)
