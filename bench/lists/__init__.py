"""Measures what lists, search and figures cost where a clinic has a million cases: `python -m bench.lists`."""
