"""Which half of the program may know of which: the core stands alone, and no app imports one above it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "priorauth"
# Lowest first; patients and cases stand on what comes before them, and so on (architecture).
APPS = (
    "core",
    "audit",
    "clinics",
    "reference",
    "patients",
    "cases",
    "letters",
    "packets",
    "assistance",
    "desk",
    "dashboard",
    "interop",
)
CORE_MAY_IMPORT = {"priorauth", "pydantic", "pydantic_core", "jinja2", "holidays", "dateutil", "stdnum"}
WITHOUT_DJANGO = """
import importlib, pkgutil, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "celery", "weasyprint", "yaml", "ruamel"):
            raise ImportError(f"{name} is blocked here")

sys.meta_path.insert(0, Blocked())
import priorauth.core
for module in pkgutil.walk_packages(priorauth.core.__path__, "priorauth.core."):
    importlib.import_module(module.name)
print(len([name for name in sys.modules if name.startswith("priorauth.core.")]))
"""


def modules(app: str) -> list[Path]:
    return sorted((PACKAGE / app).rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with the line; `from priorauth import letters` is `priorauth.letters`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by a relative name"
            names = [f"priorauth.{alias.name}" for alias in node.names]
            yield from ((node.lineno, name) for name in (names if node.module == "priorauth" else [node.module or ""]))


@pytest.mark.parametrize("app", APPS)
def test_no_app_imports_one_above_it(app: str) -> None:
    above = {f"priorauth.{name}" for name in APPS[APPS.index(app) + 1 :]}
    against = [
        f"{path.relative_to(PACKAGE)}:{line} imports {name}"
        for path in modules(app)
        for line, name in imported(path)
        if ".".join(name.split(".")[:2]) in above
    ]
    assert against == []


def test_the_core_imports_nothing_but_the_standard_library_and_its_few() -> None:
    foreign = {
        f"{path.relative_to(PACKAGE)}:{line} imports {name}"
        for path in modules("core")
        for line, name in imported(path)
        if name.split(".")[0] not in CORE_MAY_IMPORT | set(sys.stdlib_module_names)
    }
    assert foreign == set()


def test_the_core_does_no_input_or_output_and_reads_no_clock() -> None:
    forbidden = {"os", "pathlib", "io", "socket", "subprocess", "time", "logging", "random", "urllib", "tempfile"}
    found = {
        f"{path.relative_to(PACKAGE)}:{line} imports {name}"
        for path in modules("core")
        for line, name in imported(path)
        if name.split(".")[0] in forbidden
    }
    assert found == set()
    clocks = [path.name for path in modules("core") if {".today()", ".now("} & _calls(path)]
    assert clocks == []


def _calls(path: Path) -> set[str]:
    source = path.read_text(encoding="utf-8")
    return {call for call in (".today()", ".now(") if call in source}


def test_the_core_imports_alone_where_django_is_not_installed() -> None:
    command = [sys.executable, "-c", WITHOUT_DJANGO]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PACKAGE.parent, env={"PATH": ""}, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= len([path for path in modules("core") if path.name != "__init__.py"])


def test_every_app_is_in_the_order() -> None:
    apps = {path.parent.name for path in PACKAGE.glob("*/apps.py")}
    assert apps <= set(APPS)
