"""The cards of deals, contacts and companies: one screen, laid out by data."""
