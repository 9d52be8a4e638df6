"""The reference library as this process holds it."""
