"""Keys of the embedded default: each made once and kept in a file that only its owner can read."""

import os
from collections.abc import Callable
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_in(path: Path, make: Callable[[], str] = get_random_secret_key) -> str:
    """The key in `path`; the first caller writes it, and whoever comes at the same moment reads the same one."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: its key counts
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii")
