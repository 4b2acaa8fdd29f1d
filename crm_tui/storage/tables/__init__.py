"""The tables, declared once: the writing, the forms and the migrations are held to these."""

from crm_tui.storage.tables.activities import Communication, Memo, Mention, Note
from crm_tui.storage.tables.base import Table, metadata
from crm_tui.storage.tables.deals import Deal, Person, Task
from crm_tui.storage.tables.directory import Member, Presence, Setting, Tag, Tagging, Token, View
from crm_tui.storage.tables.documents import Chunk, Document, Template, Voucher, VoucherLink
from crm_tui.storage.tables.fields import CardField, CardGroup, CardTab, CardValue, Preference
from crm_tui.storage.tables.journal import Entry, Receipt, Sequence, Transaction
from crm_tui.storage.tables.matching import (
    Distinct,
    Duplicate,
    MatchCandidate,
    MatchKey,
    MatchPending,
    MatchProfile,
    MatchScan,
    MatchToken,
    MatchVariant,
    Merge,
)
from crm_tui.storage.tables.people import Company, Contact, Email, Phone
from crm_tui.storage.tables.pipelines import LostReason, Pipeline, Stage, StageStat
from crm_tui.storage.tables.spam import Spam

__all__ = [
    "CardField",
    "CardGroup",
    "CardTab",
    "CardValue",
    "Chunk",
    "Communication",
    "Company",
    "Contact",
    "Deal",
    "Distinct",
    "Document",
    "Duplicate",
    "Email",
    "Entry",
    "LostReason",
    "MatchCandidate",
    "MatchKey",
    "MatchPending",
    "MatchProfile",
    "MatchScan",
    "MatchToken",
    "MatchVariant",
    "Member",
    "Memo",
    "Mention",
    "Merge",
    "Note",
    "Person",
    "Phone",
    "Pipeline",
    "Preference",
    "Presence",
    "Receipt",
    "Sequence",
    "Setting",
    "Spam",
    "Stage",
    "StageStat",
    "Table",
    "Tag",
    "Tagging",
    "Task",
    "Template",
    "Token",
    "Transaction",
    "View",
    "Voucher",
    "VoucherLink",
    "metadata",
]
