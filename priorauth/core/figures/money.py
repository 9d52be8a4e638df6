"""What the priced courses are worth. A course without a price is counted apart, never guessed."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Worth:
    """The cases of one line: how many there are, how many of them have a price, and what those come to, in dollars."""

    key: str
    cases: int
    priced: int
    usd: Decimal

    @property
    def unpriced(self) -> int:
        return self.cases - self.priced

    @property
    def said(self) -> str:
        """`$12,345`, in whole dollars; a dash where nothing has a price."""
        return f"${self.usd:,.0f}" if self.priced else "–"
