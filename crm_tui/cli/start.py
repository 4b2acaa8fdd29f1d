"""The first decision: the board, or a command; in the language of whoever reads."""

import gettext
import os
import sys
from collections.abc import Sequence
from functools import partial

from crm_tui import i18n
from crm_tui.cli.arguments import Wishes, for_board, scan, speaks
from crm_tui.cli.faults import USAGE, guarded, tell, unexpected
from crm_tui.i18n import _


def start(argv: Sequence[str], *, whole_process: bool = False) -> int:
    """Open the board, or hand over to the parser of commands; the answer is the exit code.

    ``whole_process`` says that nobody else lives in this process, so that its last resort is ours to set.
    """
    if whole_process:
        sys.excepthook = unexpected
    wishes = scan(argv)
    as_json = "--json" in argv
    return guarded(partial(_start, list(argv), wishes, as_json), as_json=as_json)


def _start(argv: list[str], wishes: Wishes, as_json: bool) -> int:
    speak(wishes)
    board = for_board(argv)
    if board is not None and (board.lang is None or speaks(board.lang)):
        return open_board(board)
    from crm_tui.cli.parser import run

    return run(argv, as_json=as_json)


def speak(wishes: Wishes) -> None:
    """Choose the language by ``--lang``, then the config, then the environment, before any text is read.

    What is wrong with the config is told in the language of the other two. The parser's own words go through the
    standard library's gettext, which reads LANGUAGE and the domain.
    """
    from crm_tui.cli.launch import settings

    i18n.use(i18n.choose(wishes.lang, None))
    i18n.use(settings(wishes).lang)
    os.environ["LANGUAGE"] = i18n.language()
    gettext.bindtextdomain(i18n.DOMAIN, str(i18n.LOCALES))
    gettext.textdomain(i18n.DOMAIN)


def open_board(wishes: Wishes) -> int:
    """Open the board if there is a terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        advice = _("The board needs a terminal; in a script use a command, such as: crm-tui deals list --json.")
        return tell("no_terminal", advice, USAGE)
    from crm_tui.cli.launch import run_board

    return run_board(wishes)
