"""The tables, declared once: the writing, the forms and the migrations are held to these."""

from crm_tui.storage.tables.base import Table, metadata
from crm_tui.storage.tables.deals import Deal, Person, Task
from crm_tui.storage.tables.directory import Member, Setting, Tag, Tagging, View
from crm_tui.storage.tables.journal import Entry, Sequence, Transaction
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
    "Sequence",
    "Setting",
    "Stage",
    "StageStat",
    "Table",
    "Tag",
    "Tagging",
    "Task",
    "Transaction",
    "View",
    "metadata",
]
