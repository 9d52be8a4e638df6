"""What staff call the kinds of letters, and which of them the prescriber signs."""

from priorauth.core.vocabulary import LetterKind

NAMES = {
    LetterKind.MEDICAL_NECESSITY: "Letter of medical necessity",
    LetterKind.APPEAL_1: "First internal appeal",
    LetterKind.APPEAL_2: "Second internal appeal",
    LetterKind.EXPEDITED_APPEAL: "Expedited appeal",
    LetterKind.EXTERNAL_REVIEW: "External review request",
    LetterKind.RENEWAL: "Renewal with response to treatment",
    LetterKind.PEER_TO_PEER: "Peer-to-peer brief",
    LetterKind.PATIENT_APPEAL: "The patient’s own appeal",
    LetterKind.ASSISTANCE_SUPPORT: "Support letter for an assistance program",
}

CHOICES = [(kind.value, name) for kind, name in NAMES.items()]

WHY_NOT_SIGNED = {
    LetterKind.PEER_TO_PEER: "Nobody signs this brief: it is for the call, not for sending.",
    LetterKind.PATIENT_APPEAL: "The patient signs this letter; it is frozen with the appeal that it goes with.",
}


def is_signed_by_prescriber(kind: LetterKind) -> bool:
    return kind not in WHY_NOT_SIGNED
