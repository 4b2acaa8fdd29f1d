"""Dialogs: each gets data in and gives a typed result out; none of them knows the store."""
