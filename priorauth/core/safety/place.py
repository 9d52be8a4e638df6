"""Where the first infusion is given, and whether another, covered ground for immune globulin is on record."""

from collections.abc import Iterator

from priorauth.core.dates import long_date
from priorauth.core.items import advice, before_signing
from priorauth.core.letter import CheckItem
from priorauth.core.safety.screen import Screen
from priorauth.core.vocabulary import SiteOfCare

LOW_IMMUNOGLOBULINS = "low_immunoglobulins"


def check_place(screen: Screen) -> Iterator[CheckItem]:
    """A first infusion at home is settled before signing."""
    if screen.facts.request.site_of_care is not SiteOfCare.HOME or screen.has_had_ivig:
        return
    reasons = ["no earlier immune globulin is on record"]
    if screen.is_open("prior_ig_reaction"):
        reasons.append("the question about earlier reactions is not answered")
    if screen.puerperium_ends:
        reasons.append(f"the six weeks after birth end on {long_date(screen.puerperium_ends)}")
    text = f"The first infusion would be given at home; {'; '.join(reasons)}."
    lift = "Ask for the first course in an infusion center, or have the prescriber confirm home."
    yield before_signing("safety.first_infusion_at_home", text, lift)


def check_other_ground(screen: Screen) -> Iterator[CheckItem]:
    """Low immunoglobulins on record may be a ground of their own."""
    for therapy in screen.facts.therapies or ():
        known = screen.library.therapies.get(therapy.therapy)
        if therapy.reason == LOW_IMMUNOGLOBULINS:
            name = known.generic if known else therapy.therapy.replace("_", " ")
            detail = f" ({therapy.detail})" if therapy.detail else ""
            note = f" {known.ivig_note}" if known and known.ivig_note else ""
            text = f"Low immunoglobulins on {name}{detail}.{note}"
            lift = "Ask whether secondary antibody deficiency is a ground: a separate request with its own code."
            yield advice("safety.low_immunoglobulins", text, lift)
