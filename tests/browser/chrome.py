"""The browser of the tests: which program it is, how it is started, how long it is waited for."""

import os
import shutil
from glob import glob

from tests.machines import ROOT

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A busy machine may need a minute for what takes a second; only what never comes is a failure.
PATIENCE = 90_000


def chromium() -> str:
    """The browser that CHROMIUM names, the system's, or the one that script/bootstrap put into .venv/browsers."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    found = [path for name in names if name and (path := shutil.which(name))]
    return [*found, *glob(str(ROOT / ".venv/browsers/chromium-*/chrome-linux*/chrome"))][0]
