"""Triage: one deal that waits after the other, each act a key (P12)."""
