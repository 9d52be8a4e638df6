"""The National Provider Identifier's check digit."""

from stdnum import luhn

# 45 CFR 162.406(a): the check digit is Luhn's over the prefix 80840 and the number.
_PREFIX = "80840"


def is_npi(text: str) -> bool:
    """Ten digits whose last one checks the rest."""
    return len(text) == 10 and text.isascii() and text.isdigit() and luhn.is_valid(_PREFIX + text)
