"""What the triage screen is made of: the deal at a glance, who it may be, how much remains."""
