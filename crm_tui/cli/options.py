"""Options that several commands take."""

from typing import Annotated

import typer

from crm_tui.i18n import _

FilterOption = Annotated[str, typer.Option("--filter", metavar="TEXT", help=_("Only those that hold this text."))]
LimitOption = Annotated[int, typer.Option(min=1, metavar="N", help=_("How many to list."))]
PhoneOption = Annotated[list[str] | None, typer.Option(metavar="P", help=_("A phone; may be given several times."))]
EmailOption = Annotated[list[str] | None, typer.Option(metavar="E", help=_("An e-mail; may be given several times."))]
TagOption = Annotated[list[str] | None, typer.Option(metavar="T", help=_("A tag; may be given several times."))]
AsTypedOption = Annotated[bool, typer.Option("--as-typed", help=_("Keep phones and e-mails that cannot be right."))]
RegionOption = Annotated[
    str | None, typer.Option(metavar="RU", help=_("The country of national phone numbers; else the config's."))
]
AmountOption = Annotated[
    str, typer.Option(metavar="A", help=_("The budget: digits, spaces, a decimal comma or point."))
]
NoteOption = Annotated[str, typer.Option(metavar="N", help=_("A few words on the loss."))]
DealArgument = Annotated[str, typer.Argument(metavar="ID", help=_("The deal's id, or the end of it as listed."))]
CardArgument = Annotated[
    str, typer.Argument(metavar="CARD", help=_("A deal, a contact or a company, by its id or the end of it as listed."))
]
ContactArgument = Annotated[str, typer.Argument(metavar="ID", help=_("The contact's id, or the end of it as listed."))]
CityOption = Annotated[str | None, typer.Option(metavar="C", help=_("The city."))]
AddressOption = Annotated[str | None, typer.Option(metavar="A", help=_("The address."))]
SourceOption = Annotated[str | None, typer.Option(metavar="S", help=_("Where the contact came from."))]
CommentOption = Annotated[str | None, typer.Option(metavar="C", help=_("A comment."))]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="NAME=VALUE", help=_("The value of a field, by its name; may be given several times.")
    ),
]
