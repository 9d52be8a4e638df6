"""How the words of notices are looked for: whole words, capital or small."""

import re


def any_of(*patterns: str) -> re.Pattern[str]:
    """Finds any of the patterns as whole words."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)
