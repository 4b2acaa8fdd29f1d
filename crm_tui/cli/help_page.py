"""Commands and groups whose help page speaks the reader's language throughout."""

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup, TyperOption

from crm_tui.i18n import _

if TYPE_CHECKING:
    from typer._click.core import Context
    from typer._click.formatting import HelpFormatter


class CommandPage(TyperCommand):
    """A command."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The line that shows how it is typed."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage: "))

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """``--help``, with what it does."""
        return _worded(super().get_help_option(ctx))


class GroupPage(TyperGroup):
    """A noun with commands under it."""

    def format_usage(self, ctx: "Context", formatter: "HelpFormatter") -> None:
        """The line that shows how it is typed."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), _("Usage: "))

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """``--help``, with what it does."""
        return _worded(super().get_help_option(ctx))


def _worded(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _("Show this help and leave.")
    return option
