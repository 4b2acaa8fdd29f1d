"""What a journal's entry says to a person: "moved In work → Offer, budget 45 000 ₽ → 50 000 ₽"."""

import re
from typing import Final

from crm_tui.i18n import N_, _, language
from crm_tui.operations.values import Event
from crm_tui.widgets.plain import one_line
from crm_tui.widgets.shown import NBSP

LONGEST_VALUE: Final = 60
CUSTOM: Final = "custom."
"""What stands before the name of a field that is no column of its own."""
_NOTHING: Final = "—"

# Fields whose values say something as they stand; one that is in none of these tables says nothing to a person.
_FIELDS: Final = {
    "title": N_("title"),
    "name": N_("name"),
    "amount": N_("budget"),
    "responsible_id": N_("responsible"),
    "lost_reason_id": N_("lost reason"),
    "lost_note": N_("note on the loss"),
    "buyer_id": N_("buyer"),
    "person.name": N_("contact"),
    "person.role": N_("role"),
    "phone.typed": N_("phone"),
    "email.typed": N_("e-mail"),
    "task.text": N_("task"),
    "document.name": N_("document"),
    "position": N_("position"),
    "city": N_("city"),
    "address": N_("address"),
    "birthday": N_("birthday"),
    "source": N_("source"),
    "website": N_("website"),
    "messengers": N_("messengers"),
    "aliases": N_("also known as"),
    "company_id": N_("company"),
    "snoozed_until": N_("snoozed until"),
}
_LONG: Final = {"description": N_("description changed"), "comment": N_("comment changed")}
_MADE: Final = {
    "deal": N_("made the deal"),
    "contact": N_("made the contact"),
    "company": N_("made the company"),
    "person": N_("contact %(name)s"),
    "phone": N_("phone %(name)s"),
    "email": N_("e-mail %(name)s"),
    "task": N_("planned %(name)s"),
    "tagging": N_("tag #%(name)s"),
    "voucher_link": N_("put on the card: %(name)s"),
    "document": N_("attached %(name)s"),
    "contact_merge": N_("merged with %(name)s"),
    "not_duplicate": N_("is not the same person as %(name)s"),
}
_VOUCHERS: Final = {
    "voucher.request": N_("request"),
    "voucher.invoice": N_("invoice"),
    "voucher.payment": N_("payment"),
}
_GONE: Final = {
    "": N_("deleted"),
    "person": N_("contact taken off"),
    "phone": N_("phone taken off"),
    "email": N_("e-mail taken off"),
    "task": N_("task taken off"),
    "tagging": N_("tag taken off"),
    "voucher_link": N_("voucher taken off"),
    "document": N_("document taken off"),
    "contact_merge": N_("merge taken back"),
    "not_duplicate": N_("may be the same person again"),
}
_OPERATIONS: Final = {
    "CreateDeal": N_("made the deal"),
    "CreateContact": N_("made the contact"),
    "CreateCompany": N_("made the company"),
    "MarkRead": "",
    "ShiftDeal": N_("moved inside the stage"),
    "RecordAppeal": N_("an appeal came in"),
    "ImportRecords": N_("imported"),
    "Undo": N_("undid a change"),
    "Redo": N_("did an undone change again"),
}
_TURNS: Final = {"Undo": N_("undo: %(did)s"), "Redo": N_("redo: %(did)s")}
_AMOUNT: Final = re.compile(r"(-?\d+)(?:\.(\d+))?\b(.*)", re.DOTALL)


def event_words(event: Event) -> str:
    """What an event did, in words; "" where a person sees nothing."""
    known = [words for line in sorted(event.lines, key=_not_the_move) if (words := line_words(*line))]
    if known:
        did = ", ".join(dict.fromkeys(known))
        return _(_TURNS[event.operation]) % {"did": did} if event.operation in _TURNS else did
    return _(_OPERATIONS.get(event.operation, N_("edited")))


def _not_the_move(line: tuple[str, str | None, str | None]) -> bool:
    """Sorts the move to the front: it is what a manager looks for."""
    return line[0] != "stage_id"


def line_words(field: str, old: str | None, new: str | None) -> str:
    """What happened to one field of a record, or to a record that belongs to it."""
    if field == "stage_id":
        return _("moved %(old)s → %(new)s") % {"old": _value(field, old), "new": _value(field, new)}
    if field in _FIELDS:
        return f"{_(_FIELDS[field])} {_value(field, old)} → {_value(field, new)}"
    if field.startswith(CUSTOM):
        name = one_line(_(field.removeprefix(CUSTOM)), LONGEST_VALUE)
        return f"{name} {_value(field, old)} → {_value(field, new)}"
    if field in _LONG:
        return _(_LONG[field])
    if field in _MADE:
        return _(_MADE[field]) % {"name": _value(field, _voucher(new) if field == "voucher_link" else new)}
    return _end_words(field, new)


def _end_words(field: str, new: str | None) -> str:
    entity, _point, name = field.rpartition(".")
    if name == "deleted_at" and entity in _GONE:
        return _(_GONE[entity]) if new is not None else _("brought back")
    if field == "contact_merge.split_at":
        return _("merge taken apart") if new is not None else _("merged again")
    if field == "spam":
        return _("on the spam list") if new == str(True) else _("off the spam list")
    if field == "task.done_at":
        return _("task done") if new is not None else _("task open again")
    return ""


def _voucher(named: str | None) -> str | None:
    """A voucher that has no name of its own is told by its kind and sum: "payment 4,000 ₴"."""
    kind, _space, total = (named or "").partition(" ")
    if kind not in _VOUCHERS:
        return named
    return f"{_(_VOUCHERS[kind])} {amount_words(total)}".strip()


def _value(field: str, raw: str | None) -> str:
    if not raw:
        return _NOTHING
    return one_line(amount_words(raw) if field == "amount" else raw, LONGEST_VALUE)


def amount_words(raw: str) -> str:
    """An amount with its thousands apart, as the language writes it; empty kopecks are left out."""
    found = _AMOUNT.fullmatch(raw)
    if found is None:
        return raw
    whole, fraction, sign = found[1], found[2] or "", found[3].strip()
    grouped = f"{int(whole):,}".replace(",", "," if language() == "en" else NBSP)
    tail = f"{'.' if language() == 'en' else ','}{fraction}" if fraction.strip("0") else ""
    return f"{grouped}{tail}{NBSP}{sign}".strip()
