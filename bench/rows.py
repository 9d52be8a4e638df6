"""What the readiness panel costs: a case's rows to facts, and the facts judged; of an example and of a long chart.

python -m bench.rows [--rounds 30]
"""

import argparse
import os
import tempfile
from statistics import median

DATA = tempfile.TemporaryDirectory()
os.environ |= {"DJANGO_SETTINGS_MODULE": "priorauth.settings", "PRIORAUTH_DATA_DIR": DATA.name, "DATABASE_URL": ""}

import django  # noqa: E402 - the settings read the environment first

django.setup()

from django.core.management import call_command  # noqa: E402

from bench.measure import cpu_seconds, ratio  # noqa: E402
from priorauth.cases.facts import facts_of  # noqa: E402
from priorauth.cases.importing import import_case  # noqa: E402
from priorauth.cases.models import Case, Prescriber  # noqa: E402
from priorauth.clinics.models import Clinic  # noqa: E402
from priorauth.core.casefile import case_dict, read_case  # noqa: E402
from priorauth.core.check import check_case  # noqa: E402
from priorauth.core.facts import CaseFacts  # noqa: E402
from priorauth.interop.casefile import read  # noqa: E402
from priorauth.interop.examples import examples  # noqa: E402
from priorauth.patients.parts import written  # noqa: E402
from priorauth.reference.services import shipped_library  # noqa: E402

LISTS = ("therapies", "relapses", "disability", "imaging")
ENTRIES = 24
COMPARED = (
    ("rows to facts and judgment / the same from a parsed case file", "rows", "file"),
    ("rows to facts and judgment / judgment alone", "rows", "judgment"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rows")
    parser.add_argument("--rounds", type=int, default=30, help="how often each way is measured")
    rounds = parser.parse_args().rounds
    call_command("migrate", verbosity=0)
    example = read(examples()[0].text, shipped_library())
    for name, facts in (("an example", example), (f"{ENTRIES} entries in each list", lengthened(example))):
        case = kept(facts, name)
        times(facts, case)
        found = [times(facts, case) for _ in range(rounds)]
        for words, above, below in COMPARED:
            print(f"| {name}: {words} | {ratio([(each[above], each[below]) for each in found])} |")
        print(f"| {name}: CPU on this machine, ms | {1000 * median(each['rows'] for each in found):.0f} |")


def lengthened(facts: CaseFacts) -> CaseFacts:
    """The same with its chart's entries repeated."""
    repeated = {name: tuple((getattr(facts, name) * ENTRIES)[:ENTRIES]) for name in LISTS}
    return facts.model_copy(update=repeated)


def kept(facts: CaseFacts, name: str) -> Case:
    """The case as rows of a clinic of its own."""
    clinic = Clinic.objects.create(name=name, slug=name.replace(" ", "-"))
    prescriber = Prescriber(clinic=clinic)
    for field, value in written(facts.prescriber, Prescriber).items():
        setattr(prescriber, field, value)
    prescriber.save()
    case = import_case(facts, clinic=clinic)
    assert isinstance(case, Case)
    return case


def times(facts: CaseFacts, case: Case) -> dict[str, float]:
    """CPU seconds of each way, right after each other."""
    library, file = shipped_library(), case_dict(facts)
    return {
        "rows": cpu_seconds(lambda: check_case(facts_of(case, facts.as_of), library)),
        "file": cpu_seconds(lambda: check_case(read_case(file, library), library)),
        "judgment": cpu_seconds(lambda: check_case(facts, library)),
    }


if __name__ == "__main__":
    main()
