"""Reminders: made once a morning in each clinic, one email a member; told by counts, never by a patient's data."""
