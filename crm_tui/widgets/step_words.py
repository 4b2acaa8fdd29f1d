"""What a step of undo or redo was about, in a few words."""

from typing import Final

from crm_tui.domain.text import one_line
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.history import Step

_WORDS: Final = {
    "MoveDeal": N_("the move"),
    "ShiftDeal": N_("the move"),
    "EditDeal": N_("the edit"),
    "CreateDeal": N_("the new deal"),
    "CreateContact": N_("the new contact"),
    "EditContact": N_("the edit of a contact"),
    "TagContact": N_("the tags of a contact"),
    "DeleteContact": N_("the deletion of a contact"),
    "CreateCompany": N_("the new company"),
    "EditCompany": N_("the edit of a company"),
    "TagCompany": N_("the tags of a company"),
    "DeleteCompany": N_("the deletion of a company"),
    "AddPerson": N_("the new contact of a deal"),
    "EditPerson": N_("the edit of a deal’s contact"),
    "RemovePerson": N_("the contact taken off a deal"),
    "MakeMainPerson": N_("the choice of a main contact"),
    "AddField": N_("the new field"),
    "EditField": N_("the edit of a field"),
    "ShiftField": N_("the move of a field"),
    "RemoveField": N_("the removal of a field"),
    "AddGroup": N_("the new group of fields"),
    "EditGroup": N_("the edit of a group of fields"),
    "ShiftGroup": N_("the move of a group of fields"),
    "RemoveGroup": N_("the removal of a group of fields"),
    "AddTab": N_("the new tab"),
    "EditTab": N_("the edit of a tab"),
    "ShiftTab": N_("the move of a tab"),
    "RemoveTab": N_("the removal of a tab"),
    "FileDeals": N_("the filing"),
    "SnoozeDeals": N_("the snooze"),
    "SetReopening": N_("what becomes of closed deals"),
    "PlanTask": N_("the task"),
    "CompleteTask": N_("the completed task"),
    "MarkSpam": N_("the spam mark"),
    "AddSpam": N_("the new entry of the spam list"),
    "RemoveSpam": N_("the removal from the spam list"),
    "RecordReach": N_("the message or call"),
    "CreateTag": N_("the new tag"),
    "RenameTag": N_("the new name of a tag"),
    "SetTagColour": N_("the colour of a tag"),
    "MergeTags": N_("the merge of tags"),
    "DeleteTag": N_("the deletion of a tag"),
    "SaveBuyer": N_("the saved buyer"),
    "ReplaceBuyer": N_("the other buyer"),
    "MergeContacts": N_("the merge"),
    "SplitContacts": N_("the taking out of a merged contact"),
    "NotDuplicates": N_("the verdict that they are two people"),
    "AddTemplate": N_("the new template"),
    "RemoveTemplate": N_("the removal of a template"),
    "ImportRecords": N_("the import"),
    "AttachDocument": N_("the attached document"),
    "RenameDocument": N_("the new name of a document"),
    "DeleteDocument": N_("the deletion of a document"),
    "MakeDocument": N_("the made document"),
    "CreateVoucher": N_("the new voucher"),
    "EditVoucher": N_("the edit of a voucher"),
    "LinkVoucher": N_("the link of a voucher"),
    "UnlinkVoucher": N_("the taking off of a voucher"),
    "DeleteVoucher": N_("the deletion of a voucher"),
}


def step_words(step: Step) -> str:
    """The deed and what it was done to: "the move “Roof repair”", "the deletion of 3 deals"."""
    if step.operation == "ChangeDeals":
        return _many(step.title, len(step.subjects))
    words = _(_WORDS.get(step.operation, N_("the change")))
    return f"{words} {_('“%(title)s”') % {'title': one_line(step.title, 60)}}" if step.title else words


def _many(kind: str, count: int) -> str:
    words = {
        "delete": ngettext("the deletion of %(n)d deal", "the deletion of %(n)d deals", count),
        "move": ngettext("the move of %(n)d deal", "the move of %(n)d deals", count),
        "tag": ngettext("the tags of %(n)d deal", "the tags of %(n)d deals", count),
        "assign": ngettext("who is responsible for %(n)d deal", "who is responsible for %(n)d deals", count),
    }
    otherwise = ngettext("the change of %(n)d deal", "the change of %(n)d deals", count)
    return words.get(kind, otherwise) % {"n": count}
