"""What a template may ask for, as lines to read and to copy: ``{{ deal.title }}``, and whose it is."""

from collections.abc import Iterator
from typing import Final

from crm_tui.i18n import N_, _
from crm_tui.papers.fields import FIELDS, ITEM_FIELDS, ITEMS, PLAIN

_OWNERS: Final = {
    "deal": N_("of the deal"),
    "contact": N_("of its main contact"),
    "company": N_("of its company"),
    "requisites": N_("of the company's requisites"),
    "responsible": N_("of whoever is responsible"),
    "invoice": N_("of its newest invoice"),
}
_PLAIN: Final = {
    "today": N_("the day on which the document is made"),
    "total": N_("the sum of all rows"),
}
_LOOP: Final = f"{{% for item in {ITEMS} %}} … {{% endfor %}}"


def rows() -> Iterator[tuple[str, str, str]]:
    """Each field as it is written in a template, twice (to copy and to read), and what it says."""
    for owner, names in FIELDS.items():
        for name in sorted(names):
            yield _row(f"{owner}.{name}", _(_OWNERS[owner]))
    for name in sorted(PLAIN):
        yield _row(name, _(_PLAIN[name]))
    yield _LOOP, _LOOP, _("a row for each request on the deal")
    for name in sorted(ITEM_FIELDS):
        yield _row(f"item.{name}", _("in such a row"))


def _row(field: str, said: str) -> tuple[str, str, str]:
    written = f"{{{{ {field} }}}}"
    return written, written, said
