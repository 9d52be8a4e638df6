"""The closed lists of the field: one enumeration for each idea, used by facts, records, criteria and letters alike."""

from enum import StrEnum


class Course(StrEnum):
    """A course of MS. A case names one of `CASE_COURSES`; a label or a trial may be less exact about activity."""

    CIS = "cis"
    RRMS = "rrms"
    SPMS_ACTIVE = "spms_active"
    SPMS_NONACTIVE = "spms_nonactive"
    SPMS = "spms"
    PPMS_ACTIVE = "ppms_active"
    PPMS_NONACTIVE = "ppms_nonactive"
    PPMS = "ppms"
    PRMS = "prms"
    UNSPECIFIED = "unspecified"


CASE_COURSES = (
    Course.CIS,
    Course.RRMS,
    Course.SPMS_ACTIVE,
    Course.SPMS_NONACTIVE,
    Course.PPMS_ACTIVE,
    Course.PPMS_NONACTIVE,
)


class Setting(StrEnum):
    """The situation that a trial, regimen or criterion speaks of, beside the course."""

    ACUTE_RELAPSE = "acute_relapse"
    OPTIC_NEURITIS = "optic_neuritis"
    PREGNANCY = "pregnancy"
    POSTPARTUM = "postpartum"
    BREASTFEEDING = "breastfeeding"
    FIXED_DEFICIT = "fixed_deficit"
    MAINTENANCE = "maintenance"


class Outcome(StrEnum):
    """How a therapy ended, or why it was never begun."""

    FAILED = "failed"
    INTOLERANT = "intolerant"
    CONTRAINDICATED = "contraindicated"
    COMPLETED = "completed"
    ONGOING = "ongoing"


class SteroidStatus(StrEnum):
    CONTRAINDICATED = "contraindicated"
    NOT_TOLERATED = "not_tolerated"
    NO_RESPONSE = "no_response"
    EFFECTIVE = "effective"
    NOT_TRIED = "not_tried"


class PlasmaExchangeStatus(StrEnum):
    NO_RESPONSE = "no_response"
    CONTRAINDICATED = "contraindicated"
    UNAVAILABLE = "unavailable"
    NOT_TRIED = "not_tried"
    EFFECTIVE = "effective"


class ReproductiveStatus(StrEnum):
    NONE = "none"
    PLANNING = "planning"
    PREGNANT = "pregnant"
    POSTPARTUM = "postpartum"


class RelapseSite(StrEnum):
    OPTIC_NERVE = "optic_nerve"
    SPINAL_CORD = "spinal_cord"
    BRAINSTEM = "brainstem"
    CEREBELLUM = "cerebellum"
    BRAIN = "brain"
    OTHER = "other"


class Severity(StrEnum):
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Recovery(StrEnum):
    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"
    ONGOING = "ongoing"


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Pronouns(StrEnum):
    SHE = "she"
    HE = "he"
    THEY = "they"


class Filer(StrEnum):
    PRESCRIBER = "prescriber"
    MEMBER = "member"
    REPRESENTATIVE = "representative"


class Answer(StrEnum):
    """The answer to a safety question. `unknown` is an answer on record: it was asked and is open."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class PhaseName(StrEnum):
    LOADING = "loading"
    MAINTENANCE = "maintenance"
    COURSE = "course"


class WeightBasis(StrEnum):
    ACTUAL = "actual"
    IDEAL = "ideal"
    ADJUSTED = "adjusted"


class Rounding(StrEnum):
    NEAREST_5_G = "nearest_5_g"
    NEAREST_VIAL = "nearest_vial"
    NONE = "none"


class SiteOfCare(StrEnum):
    INFUSION_CENTER = "infusion_center"
    HOSPITAL_OUTPATIENT = "hospital_outpatient"
    OFFICE = "office"
    HOME = "home"


class Urgency(StrEnum):
    STANDARD = "standard"
    EXPEDITED = "expedited"


class DeterminationOutcome(StrEnum):
    APPROVED = "approved"
    PARTIALLY_APPROVED = "partially_approved"
    DENIED = "denied"
    PENDED = "pended"
    WITHDRAWN = "withdrawn"


class PeerToPeerOutcome(StrEnum):
    """How the call between physicians ended."""

    REVERSED = "reversed"
    UPHELD = "upheld"
    UNDECIDED = "undecided"


class Trust(StrEnum):
    """How far a statement of the library may be trusted, best first.

    `clinic`: staff of the clinic read it in the source, and a second person checked that. No shipped record has it.
    """

    SEEN = "seen"
    CLINIC = "clinic"
    SUMMARY = "summary"
    INFERRED = "inferred"
    RECALLED = "recalled"
    DESIGN_CHOICE = "design_choice"

    @property
    def is_first_hand(self) -> bool:
        """Read in the source itself, so that a letter may show it as the source's own."""
        return self in (Trust.SEEN, Trust.CLINIC)

    @property
    def is_read(self) -> bool:
        """Read somewhere, so that it may decide a verdict."""
        return self.is_first_hand or self is Trust.SUMMARY


class Direction(StrEnum):
    """What a finding does for a request of IVIG in MS."""

    SUPPORTS = "supports"
    CONTRARY = "contrary"
    NEUTRAL = "neutral"


class Standing(StrEnum):
    """How a criterion stands on the record. What is not documented is neither yes nor no."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_DOCUMENTED = "not_documented"


class LetterKind(StrEnum):
    MEDICAL_NECESSITY = "medical_necessity"
    APPEAL_1 = "appeal_1"
    APPEAL_2 = "appeal_2"
    EXPEDITED_APPEAL = "expedited_appeal"
    EXTERNAL_REVIEW = "external_review"
    RENEWAL = "renewal"
    PEER_TO_PEER = "peer_to_peer"
    PATIENT_APPEAL = "patient_appeal"
    ASSISTANCE_SUPPORT = "assistance_support"


class Route(StrEnum):
    """How the request is argued: the table in the product description, chosen in `routes`."""

    CRITERIA = "criteria"
    EXCLUSION = "exclusion"
    SILENT = "silent"


class CheckLevel(StrEnum):
    """The three levels of the check list, gravest first."""

    STOP = "stop"
    BEFORE_SIGNING = "before_signing"
    ADVICE = "advice"
