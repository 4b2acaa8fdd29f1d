"""Numbers and addresses that are spam."""

from sqlmodel import Field

from crm_tui.storage.tables.base import Table, metadata, moment, reference


class Spam(Table, table=True):
    """A number in E.164 or an e-mail address; ``deal_id`` is the deal that went out of sight with it."""

    metadata = metadata

    id: str = Field(primary_key=True)
    address: str = Field(unique=True)
    deal_id: str | None = reference("deal.id", default=None)
    author_id: str = reference("member.id")
    at: int = moment()
