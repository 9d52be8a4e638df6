"""Runs every measurement and prints it as the table of README.md.

python -m bench [--rounds 6] [--letters 500]
"""

import argparse
import os
from collections.abc import Callable
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "priorauth.settings")
django.setup()

from bench import ways  # noqa: E402 - Django first
from bench.letters import Sample, samples  # noqa: E402
from bench.measure import cpu_seconds, ratio, resident_mb  # noqa: E402
from priorauth.letters.html import letter_html  # noqa: E402
from priorauth.letters.pdf import render_pdf, subsets_with_harfbuzz, warm  # noqa: E402

COMPARED = (
    ("warm letter (HTML and PDF) / bare warm WeasyPrint on the same HTML", "1.05", "ours", "bare"),
    ("warm letter / new style sheet and fonts each time, fontTools subsets", "0.5", "ours", "naive"),
    ("facts to HTML / rendering", "0.03", "facts_to_html", "bare"),
    ("the same once, right after a rendering has emptied the caches / rendering", "", "right_after", "bare"),
    ("the same with the check list, which the page does not show / rendering", "", "with_checks", "bare"),
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--rounds", type=int, default=6, help="how often each letter is measured in each way")
    parser.add_argument("--letters", type=int, default=500, help="how many letters memory is watched over")
    chosen = parser.parse_args()
    measured = samples()
    warm()
    for sample in measured:
        render_pdf(sample.letter())
    print(f"{len(measured)} letters, {chosen.rounds} rounds; fonts cut down by HarfBuzz: {subsets_with_harfbuzz()}\n")
    print_times([times(sample, number) for number in range(chosen.rounds) for sample in measured])
    print_memory(measured, chosen.letters)


def times(sample: Sample, number: int) -> dict[str, float]:
    """CPU seconds of one letter in each way, right after each other; ours and the bare way take turns to be first."""
    letter = sample.letter()
    html = letter_html(letter)

    def facts_to_html() -> str:
        sample.words()
        return letter_html(letter)

    found = {
        "naive": cpu_seconds(lambda: ways.naive(html)),
        "facts_to_html": cpu_seconds(facts_to_html, repeats=5),
        "with_checks": cpu_seconds(lambda: letter_html(sample.letter()), repeats=5),
    }
    in_turn: list[tuple[str, Callable[[], bytes]]] = [
        ("bare", lambda: ways.bare(html)),
        ("ours", lambda: render_pdf(letter)),
    ]
    for way, act in in_turn if number % 2 else reversed(in_turn):
        found[way] = cpu_seconds(act)
    found["right_after"] = cpu_seconds(facts_to_html)
    return found


def print_times(found: list[dict[str, float]]) -> None:
    print("| measured | goal, at most | median (quartiles) |\n| --- | --- | --- |")
    for words, goal, above, below in COMPARED:
        print(f"| {words} | {goal} | {ratio([(sample[above], sample[below]) for sample in found])} |")
    for way in ("ours", "naive", "facts_to_html", "with_checks"):
        print(f"| CPU of one letter on this machine, {way}, ms | | {1000 * median(s[way] for s in found):.0f} |")


def print_memory(measured: list[Sample], letters: int) -> None:
    """Memory after every tenth part of the letters; from the second tenth on it should not grow."""
    held = []
    for number in range(1, letters + 1):
        render_pdf(measured[number % len(measured)].letter())
        if number % (letters // 10) == 0:
            held.append(resident_mb())
    print(f"\nMiB held after each tenth of {letters} letters: {', '.join(f'{mb:.1f}' for mb in held)}")
    print(f"Growth from the second tenth on: {1024 * (held[-1] - held[1]) / (letters * 0.8):.1f} KiB a letter.")


if __name__ == "__main__":
    main()
