"""The two clocks that no appeal rule sets: the call between physicians, and the end of an authorization."""

import datetime as dt
from collections.abc import Iterator

from priorauth.core.dates import add_business_days, long_date
from priorauth.core.deadlines.counting import plus_days
from priorauth.core.deadlines.model import Basis, Deadline, DeadlineKind, DeadlineStatus, Reckoning, status_by_day
from priorauth.core.facts import CaseFacts, Determination, Submission
from priorauth.core.levels import RENEWAL, REQUESTS
from priorauth.core.library import Library
from priorauth.core.records.appeal_rules import PeerToPeer, TypicalWindow
from priorauth.core.stage import ADVERSE, GRANTING, live

# Our own working rule, kept among the traps of this denial reason.
RENEWAL_LEAD_DAYS = 45
RENEWAL_RULE = "denial_reasons:authorization_expired_or_absent"
PRIOR_RENEWAL = "prior_ivig.renewal"
PEER_TO_PEER_RULE = "appeal_rules:peer_to_peer"


def peer_to_peer_deadlines(facts: CaseFacts, library: Library) -> Iterator[Deadline]:
    """The usual window of the call after the last answer, where that was a denial."""
    index = next(reversed(live(facts)), None)
    if index is None:
        return
    determination = facts.submissions[index].determination
    level = facts.submissions[index].level
    is_the_plans = level in REQUESTS or level.startswith("internal_appeal")
    if determination is None or determination.outcome not in ADVERSE or not is_the_plans:
        return
    rule, notice = library.peer_to_peer, determination.notice_date
    path = f"submissions[{index}].determination.notice_date"
    window = rule.typical_window
    low = add_business_days(notice, window.low) if notice else None
    high = add_business_days(notice, window.high) if notice else None
    yield Deadline(
        id=f"submissions[{index}].peer_to_peer",
        kind=DeadlineKind.PEER_TO_PEER,
        what="Ask for the peer-to-peer call",
        submission=index,
        level=level,
        status=status_by_day(high, facts.as_of),
        because="" if notice else "the notice's date is not on record",
        due_on=low,
        latest_on=high,
        send_by=_ask_by(determination, rule) if notice else None,
        reckonings=(_usual_window(notice, path, window),) if notice else (),
        rule=PEER_TO_PEER_RULE,
        verified=rule.verified is not None,
        notes=(rule.text, *filter(None, [rule.verified and rule.verified.note])),
        facts=(path,),
        rules=(PEER_TO_PEER_RULE,),
    )


def _ask_by(determination: Determination, rule: PeerToPeer) -> dt.date:
    """The day by which to ask: within so many hours of the notice, never after its usual window closes."""
    arrived = determination.received_date or determination.notice_date
    assert arrived is not None
    assert determination.notice_date is not None
    asked = arrived + dt.timedelta(hours=rule.aim_to_request_within.value)
    return min(asked, add_business_days(determination.notice_date, rule.typical_window.high))


def renewal_deadlines(facts: CaseFacts) -> Iterator[Deadline]:
    """For each authorization with an end: the day on which its renewal should start."""
    of_submissions = list(_granted(facts))
    yield from of_submissions
    earlier = facts.prior_ivig.authorization if facts.prior_ivig else None
    granted_until = [clock.latest_on for clock in of_submissions]
    if earlier and earlier.ends and earlier.ends not in granted_until:
        is_renewed = _follows(facts, 0, earlier.ends)
        path = "prior_ivig.authorization.to"
        yield _renewal(PRIOR_RENEWAL, path, earlier.ends, facts.as_of, is_renewed=is_renewed)


def _granted(facts: CaseFacts) -> Iterator[Deadline]:
    for index, submission in enumerate(facts.submissions):
        granted = submission.determination.authorization if submission.determination else None
        if granted and granted.ends:
            is_renewed = _follows(facts, index + 1, granted.ends)
            path = f"submissions[{index}].determination.authorization.to"
            name = f"submissions[{index}].renewal"
            yield _renewal(name, path, granted.ends, facts.as_of, is_renewed=is_renewed, submission=index)


def _follows(facts: CaseFacts, first: int, ends: dt.date) -> bool:
    """Whether from that submission on a renewal was sent, or anything was granted for longer or after the end."""
    sent = [facts.submissions[index] for index in live(facts) if index >= first]
    return any(one.level == RENEWAL or _is_granted_beyond(one, ends) for one in sent)


def _is_granted_beyond(sent: Submission, ends: dt.date) -> bool:
    """Whether what was granted reaches beyond that day. Where its own end is not on record, its other days tell."""
    answer = sent.determination
    if answer is None or answer.outcome not in GRANTING:
        return False
    granted = answer.authorization
    if granted and granted.ends:
        return granted.ends > ends
    days = (answer.notice_date, answer.received_date, granted.begins if granted else None)
    return any(day is not None and day > ends for day in days)


def _usual_window(notice: dt.date, path: str, window: TypicalWindow) -> Reckoning:
    low, high = add_business_days(notice, window.low), add_business_days(notice, window.high)
    length = f"{window.low} to {window.high}"
    return Reckoning(
        basis=Basis.NOTICE_DATE,
        counted_from=path,
        counted_from_on=notice,
        due_on=low,
        arithmetic=f"{long_date(notice)} + {length} business days = {long_date(low)} to {long_date(high)}",
        rules=(PEER_TO_PEER_RULE,),
    )


def _renewal(
    name: str, path: str, ends: dt.date, as_of: dt.date, *, is_renewed: bool, submission: int | None = None
) -> Deadline:
    counted = plus_days(ends, -RENEWAL_LEAD_DAYS)
    reckoning = Reckoning(
        basis=Basis.AUTHORIZATION_END,
        counted_from=path,
        counted_from_on=ends,
        due_on=counted.on,
        arithmetic=counted.arithmetic,
        rules=(RENEWAL_RULE,),
    )
    return Deadline(
        id=name,
        kind=DeadlineKind.RENEWAL,
        what="Start the renewal",
        submission=submission,
        level=RENEWAL,
        status=DeadlineStatus.SETTLED if is_renewed else status_by_day(counted.on, as_of),
        due_on=counted.on,
        latest_on=ends,
        send_by=counted.on,
        reckonings=(reckoning,),
        rule=RENEWAL_RULE,
        notes=("Our own working rule, not a rule of law.",),
        facts=(path,),
        rules=(RENEWAL_RULE,),
    )
