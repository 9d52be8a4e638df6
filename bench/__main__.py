"""Runs every measurement and prints it as the table of README.md.

python -m bench [--rounds 10] [--letters 500]
"""

import argparse
import os
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "priorauth.settings")
django.setup()

from bench import ways  # noqa: E402 - Django first
from bench.measure import Ratio, cpu_seconds, ratio, resident_mb  # noqa: E402
from priorauth.letters.html import letter_html  # noqa: E402
from priorauth.letters.pdf import render_pdf, subsets_with_harfbuzz, warm  # noqa: E402
from tests.letters.exemplars import NAMES, exemplar  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--rounds", type=int, default=10, help="how often each letter is measured in each way")
    parser.add_argument("--letters", type=int, default=500, help="how many letters memory is watched over")
    chosen = parser.parse_args()
    warm()
    for name in NAMES:
        render_pdf(exemplar(name))
    print(f"HarfBuzz subsets fonts: {subsets_with_harfbuzz()}; {len(NAMES)} letters, {chosen.rounds} rounds\n")
    print_times(chosen.rounds)
    print_memory(chosen.letters)


def print_times(rounds: int) -> None:
    found = [times(name, number) for number in range(rounds) for name in NAMES]
    print("| measured | goal | found |\n| --- | --- | --- |")
    for words, goal, above, below in COMPARED:
        figure: Ratio = ratio([(sample[above], sample[below]) for sample in found])
        print(f"| {words} | at most {goal} | {figure} |")
    for way in ("ours", "naive", "html"):
        print(f"| CPU of one letter, {way}, ms | | {1000 * median(sample[way] for sample in found):.1f} |")


COMPARED = (
    ("warm letter (HTML and PDF) / bare warm WeasyPrint on the same HTML", 1.05, "ours", "bare"),
    ("warm letter / new style sheet and fonts each time, fontTools subsets", 0.5, "ours", "naive"),
    ("letter to HTML / rendering", 0.03, "html", "bare"),
)


def times(name: str, number: int) -> dict[str, float]:
    """CPU seconds of one letter in each way, right after each other; ours and the bare way take turns to be first."""
    letter = exemplar(name)
    html = letter_html(letter)
    found = {
        "naive": cpu_seconds(lambda: ways.naive(html)),
        "html": cpu_seconds(lambda: letter_html(letter), repeats=10),
    }
    ways_in_turn = [("bare", lambda: ways.bare(html)), ("ours", lambda: render_pdf(letter))]
    for way, act in ways_in_turn if number % 2 else reversed(ways_in_turn):
        found[way] = cpu_seconds(act)
    return found


def print_memory(letters: int) -> None:
    """Memory after every tenth part of the letters; flat from the second tenth on."""
    held = []
    for number in range(1, letters + 1):
        render_pdf(exemplar(NAMES[number % len(NAMES)]))
        if number % (letters // 10) == 0:
            held.append(resident_mb())
    print(f"\nMiB held after each tenth of {letters} letters: {', '.join(f'{mb:.0f}' for mb in held)}")
    print(f"growth from the second tenth on: {1024 * (held[-1] - held[1]) / (letters * 0.8):.1f} KiB a letter")


if __name__ == "__main__":
    main()
