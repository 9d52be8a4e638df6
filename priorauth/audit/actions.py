"""Everything that an entry can say was done, in the words that staff read, and what sort of deed it is."""

from django.db import models


class Action(models.TextChoices):
    """A dotted name: what it was done to, then what was done."""

    CASE_STARTED = "case.started", "Case started"
    CASE_IMPORTED = "case.imported", "Case brought in from a case file"
    CASE_EXPORTED = "case.exported", "Case file downloaded"
    PATIENT_VIEWED = "patient.viewed", "Patient looked up for a new case"
    CASE_VIEWED = "case.viewed", "Case opened"
    CASES_LISTED = "cases.listed", "List of cases opened"
    CASES_SEARCHED = "cases.searched", "Patients and cases searched"
    CASE_CHANGED = "case.changed", "Case changed"
    SUBMISSION_LOGGED = "case.submission_logged", "Submission logged"
    DETERMINATION_LOGGED = "case.determination_logged", "Plan’s answer logged"
    INFUSION_LOGGED = "case.infusion_logged", "Infusion logged"
    CALL_LOGGED = "case.call_logged", "Call logged"
    LEVEL_STARTED = "case.level_started", "Next level started"
    CASE_HANDED_OVER = "case.handed_over", "Case claimed, released or handed over"
    CASE_CLOSED = "case.closed", "Case closed or opened again"
    WORKLIST_VIEWED = "worklist.viewed", "Worklist opened"
    DOCUMENT_READ = "document.read", "Document opened"
    FUND_CHECKED = "fund.checked", "State of a fund noted"
    LETTER_STARTED = "letter.started", "Letter started"
    LETTER_EDITED = "letter.edited", "Letter edited"
    LETTER_ASKED = "letter.asked", "Signature asked for"
    LETTER_TAKEN_BACK = "letter.taken_back", "Letter taken back from the prescriber"
    LETTER_SIGNED = "letter.signed", "Letter signed"
    LETTER_FROZEN = "letter.frozen", "Patient’s letter frozen with the appeal"
    LETTER_TRIED_AGAIN = "letter.tried_again", "PDF asked for again"
    DOCUMENT_READING_ASKED = "document.reading_asked", "Document’s text asked for"
    LETTER_MADE = "letter.made", "Letter written"
    LETTER_VIEWED = "letter.viewed", "Letter’s page opened"
    LETTER_READ = "letter.read", "Letter’s text shown"
    LETTER_DOWNLOADED = "letter.downloaded", "PDF downloaded"
    OWN_RECORD_STARTED = "own_record.started", "Own policy or finding begun"
    OWN_RECORD_CHANGED = "own_record.changed", "Own policy or finding changed"
    OWN_RECORD_SUBMITTED = "own_record.submitted", "Second reader asked for"
    OWN_RECORD_WITHDRAWN = "own_record.withdrawn", "Taken back from the second reader"
    OWN_RECORD_ACCEPTED = "own_record.accepted", "Own policy or finding accepted for use"
    OWN_RECORD_RETURNED = "own_record.returned", "Own policy or finding sent back"
    OWN_RECORD_RETIRED = "own_record.retired", "Own policy or finding taken out of use"
    OWN_RECORD_DISCARDED = "own_record.discarded", "Draft of a policy or finding discarded"
    MEMBER_SIGNED_IN = "member.signed_in", "Signed in"
    MEMBER_SIGNED_OUT = "member.signed_out", "Signed out"
    MEMBER_SIGN_IN_REFUSED = "member.sign_in_refused", "Sign-in refused"
    MEMBER_PASSWORD_CHANGED = "member.password_changed", "Password changed"
    MEMBER_FACTOR_ADDED = "member.factor_added", "Second factor added"
    MEMBER_FACTOR_REMOVED = "member.factor_removed", "Second factor removed"
    MEMBER_INVITED = "member.invited", "Member invited"
    MEMBER_INVITED_AGAIN = "member.invited_again", "Invitation sent again"
    MEMBER_INVITATION_WITHDRAWN = "member.invitation_withdrawn", "Invitation withdrawn"
    MEMBER_JOINED = "member.joined", "Became a member"
    MEMBER_CHANGED = "member.changed", "Member changed"
    MEMBER_DEACTIVATED = "member.deactivated", "Member deactivated"
    MEMBER_ACTIVATED = "member.activated", "Member activated again"
    MEMBER_REMINDERS_CHANGED = "member.reminders_changed", "Reminders by email switched on or off"
    MEMBER_CALENDAR_MADE = "member.calendar_made", "Address of a calendar made"
    MEMBER_CALENDAR_REVOKED = "member.calendar_revoked", "Address of a calendar revoked"
    CLINIC_CHANGED = "clinic.changed", "Letterhead changed"
    ACTIVITY_VIEWED = "activity.viewed", "Activity log opened"
    ACCESS_REFUSED = "access.refused", "Refused: not in this role’s rights"


class Did(models.TextChoices):
    """The sorts of deeds by which the log is filtered."""

    SAW = "saw", "Saw"
    CHANGED = "changed", "Changed"
    DOWNLOADED = "downloaded", "Downloaded"
    SIGNED_IN = "signed_in", "Sign-in"
    REFUSED = "refused", "Refused"


SORTS: dict[Did, frozenset[Action]] = {
    Did.SAW: frozenset(
        {
            Action.CASES_LISTED,
            Action.CASES_SEARCHED,
            Action.PATIENT_VIEWED,
            Action.CASE_VIEWED,
            Action.WORKLIST_VIEWED,
            Action.DOCUMENT_READ,
            Action.LETTER_VIEWED,
            Action.LETTER_READ,
            Action.ACTIVITY_VIEWED,
        }
    ),
    Did.CHANGED: frozenset(
        {
            Action.CASE_STARTED,
            Action.CASE_IMPORTED,
            Action.CASE_CHANGED,
            Action.DOCUMENT_READING_ASKED,
            Action.SUBMISSION_LOGGED,
            Action.DETERMINATION_LOGGED,
            Action.INFUSION_LOGGED,
            Action.CALL_LOGGED,
            Action.LEVEL_STARTED,
            Action.CASE_HANDED_OVER,
            Action.CASE_CLOSED,
            Action.FUND_CHECKED,
            Action.LETTER_STARTED,
            Action.LETTER_EDITED,
            Action.LETTER_ASKED,
            Action.LETTER_TAKEN_BACK,
            Action.LETTER_SIGNED,
            Action.LETTER_FROZEN,
            Action.LETTER_TRIED_AGAIN,
            Action.LETTER_MADE,
            Action.OWN_RECORD_STARTED,
            Action.OWN_RECORD_CHANGED,
            Action.OWN_RECORD_SUBMITTED,
            Action.OWN_RECORD_WITHDRAWN,
            Action.OWN_RECORD_ACCEPTED,
            Action.OWN_RECORD_RETURNED,
            Action.OWN_RECORD_RETIRED,
            Action.OWN_RECORD_DISCARDED,
            Action.MEMBER_PASSWORD_CHANGED,
            Action.MEMBER_FACTOR_ADDED,
            Action.MEMBER_FACTOR_REMOVED,
            Action.MEMBER_INVITED,
            Action.MEMBER_INVITED_AGAIN,
            Action.MEMBER_INVITATION_WITHDRAWN,
            Action.MEMBER_JOINED,
            Action.MEMBER_CHANGED,
            Action.MEMBER_DEACTIVATED,
            Action.MEMBER_ACTIVATED,
            Action.MEMBER_REMINDERS_CHANGED,
            Action.MEMBER_CALENDAR_MADE,
            Action.MEMBER_CALENDAR_REVOKED,
            Action.CLINIC_CHANGED,
        }
    ),
    Did.DOWNLOADED: frozenset({Action.LETTER_DOWNLOADED, Action.CASE_EXPORTED}),
    Did.SIGNED_IN: frozenset({Action.MEMBER_SIGNED_IN, Action.MEMBER_SIGNED_OUT}),
    Did.REFUSED: frozenset({Action.MEMBER_SIGN_IN_REFUSED, Action.ACCESS_REFUSED}),
}


def sort_of(action: str) -> Did | None:
    """What sort of deed an action is; None for a name that is no action, which only tampering leaves behind."""
    return next((did for did, actions in SORTS.items() if action in actions), None)
