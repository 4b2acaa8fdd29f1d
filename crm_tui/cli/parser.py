"""The commands under one roof, and the sentence that a mistyped one gets."""

from typing import Annotated

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from crm_tui import __version__
from crm_tui.cli import (
    backup,
    buyers,
    card_fields,
    companies,
    contacts,
    deals,
    demo,
    doctor,
    documents,
    export,
    history,
    import_,
    login,
    matching,
    merging,
    notes,
    serve,
    spam,
    store,
    tasks,
    triage,
    users,
    vouchers,
)
from crm_tui.cli.arguments import Wishes
from crm_tui.cli.faults import USAGE, tell
from crm_tui.cli.help_page import GroupPage
from crm_tui.cli.mistakes import usage_sentence
from crm_tui.cli.session import Common, ConfigOption, InsecureOption, JsonOption, LangOption, StoreOption
from crm_tui.i18n import N_, _

# Words that the parser itself says; it looks them up in the same catalogue.
PARSER_WORDS = (
    N_("Arguments"),
    N_("Commands"),
    N_("Options"),
    N_("required"),
    N_("default: {default}"),
    N_("Missing command."),
    N_("No such command {name!r}."),
)

EPILOGUE = "\n\n".join(
    (
        _("Without a command the board opens."),
        _(
            "Exit codes: 0 done, 1 something went wrong, 2 not understood, 3 refused (an import takes in the rows "
            "that were fine, anything else changes nothing), 4 not found, 5 not allowed, 6 the store cannot be used, "
            "7 a file cannot be used, 130 interrupted."
        ),
    )
)

app = typer.Typer(
    name="crm-tui",
    cls=GroupPage,
    help=_("A CRM in the terminal for sales managers: deals on a board, by keyboard."),
    epilog=EPILOGUE,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)
for noun in (deals, triage, contacts, companies, tasks, notes, documents, vouchers, card_fields, users, spam, store):
    app.add_typer(noun.app)
for verbs in (triage, notes, import_, export, matching, demo, history, backup, doctor, serve, login):
    verbs.attach(app)

merging.attach(contacts.app)
buyers.attach(deals.app)

VersionOption = Annotated[bool, typer.Option("--version", help=_("Tell the version and leave."))]


@app.callback()
def common(
    context: typer.Context,
    store: StoreOption = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
    config: ConfigOption = None,
    insecure: InsecureOption = False,
    version: VersionOption = False,
) -> int:
    """Take the options that stand before the command; without a command, open the board."""
    context.obj = Common(store, lang, config, as_json, insecure)
    if version:
        typer.echo(f"crm-tui {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        from crm_tui.cli.start import open_board

        return open_board(Wishes(store, lang, config, insecure))
    return 0


def run(argv: list[str], *, as_json: bool) -> int:
    """Parse the arguments and run the command they name; the answer is the exit code."""
    program = typer.main.get_command(app)
    try:
        with program.make_context("crm-tui", argv) as context:
            answer: object = program.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except NoArgsIsHelpError as error:
        typer.echo(error.message)
        return USAGE
    except UsageError as error:
        return tell("usage", usage_sentence(error), USAGE, as_json=as_json)
    return answer if isinstance(answer, int) else 0
