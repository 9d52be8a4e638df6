"""The embedded default: web, worker and a private Redis as one process tree on one machine."""
