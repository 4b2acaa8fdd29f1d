"""The screens, one a file: they own the work and the messages; what they show is in widgets."""
