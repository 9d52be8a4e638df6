"""Finding items of a check list by id."""

from priorauth.core.letter import CheckItem


def ids(items: tuple[CheckItem, ...]) -> list[str]:
    """The ids of the open items."""
    return [item.id for item in items if not item.ok]


def item(items: tuple[CheckItem, ...], name: str) -> CheckItem:
    """The one item of that id; fails where there is none or more than one."""
    (found,) = (entry for entry in items if entry.id == name)
    return found
