"""Where the program starts: the version is told at once, everything else is loaded when it is wanted."""

import sys
from collections.abc import Sequence

from crm_tui import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``crm-tui`` with these arguments, or the process's own; the answer is the exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments[:1] == ["--version"]:
        print(f"crm-tui {__version__}")
        return 0
    from crm_tui.cli.start import start

    return start(arguments, whole_process=argv is None)


if __name__ == "__main__":
    sys.exit(main())
