"""The tables, declared once: the writing, the forms and the migrations are held to these."""

from crm_tui.storage.tables.base import Table, metadata
from crm_tui.storage.tables.deals import Deal, Person, Task
from crm_tui.storage.tables.directory import Member, Presence, Setting, Tag, Tagging, Token, View
from crm_tui.storage.tables.journal import Entry, Receipt, Sequence, Transaction
from crm_tui.storage.tables.people import Company, Contact, Email, Phone
from crm_tui.storage.tables.pipelines import LostReason, Pipeline, Stage, StageStat

__all__ = [
    "Company",
    "Contact",
    "Deal",
    "Email",
    "Entry",
    "LostReason",
    "Member",
    "Person",
    "Phone",
    "Pipeline",
    "Presence",
    "Receipt",
    "Sequence",
    "Setting",
    "Stage",
    "StageStat",
    "Table",
    "Tag",
    "Tagging",
    "Task",
    "Token",
    "Transaction",
    "View",
    "metadata",
]
