"""A terminal CRM for sales managers."""

__version__ = "0.1.0"
