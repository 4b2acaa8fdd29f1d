"""Which pages which cards have."""

from collections.abc import Sequence

from crm_tui.operations.fields import Layout
from crm_tui.operations.vouchers import VoucherKind
from crm_tui.screens.card.pages.added import AddedPage
from crm_tui.screens.card.pages.analytics import AnalyticsPage
from crm_tui.screens.card.pages.base import Desk, Page
from crm_tui.screens.card.pages.deals import DealsPage
from crm_tui.screens.card.pages.documents import DocumentsPage
from crm_tui.screens.card.pages.vouchers import VouchersPage


def client_pages(desk: Desk) -> tuple[Page, ...]:
    """The tabs of a contact or a company beside the main one."""
    vouchers = (VouchersPage(desk, kind) for kind in VoucherKind)
    return (AnalyticsPage(desk), DocumentsPage(desk), DealsPage(desk), *vouchers)


def deal_pages(desk: Desk) -> tuple[Page, ...]:
    """The tabs of a deal beside the main one."""
    return (DocumentsPage(desk), *(VouchersPage(desk, kind) for kind in VoucherKind))


def added_pages(desk: Desk, layout: Layout, known: Sequence[AddedPage]) -> tuple[AddedPage, ...]:
    """The tabs that admins added to cards of a kind; those that are known already stay."""
    kept = {page.tab: page for page in known}
    return tuple(kept.get(tab) or AddedPage(desk, tab) for tab in layout.tabs)
