"""Measures what the rendering of letters costs, as ratios within one run: `python -m bench`."""
