"""Whatever goes wrong ends here: one sentence on stderr with the next step, and an exit code for scripts."""

import errno
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import TracebackType

from crm_tui import fault_log, paths
from crm_tui.config import ConfigError
from crm_tui.domain.text import clean
from crm_tui.i18n import N_, _
from crm_tui.operations.errors import CrmError, DiskFull

GENERAL = 1
USAGE = 2
FILE = 7
INTERRUPTED = 130
READER_GONE = 141


_THERE = ("file_exists", N_("“%(where)s” is already there; choose another name, or add --overwrite."))
_MISSING = ("no_such_file", N_("There is no “%(where)s”; check the name and try again."))
_NO_FILE = ("not_a_file", N_("“%(where)s” is not a file; give the name of a file."))
_FORBIDDEN = (
    "forbidden",
    N_("“%(where)s” may not be read or written; check its permissions or choose another place."),
)
_UNUSABLE = ("file", N_("“%(where)s” cannot be used; check the disk and the name, then try again."))
_FULL = (DiskFull.code, N_("There is no room left for “%(where)s”; free some and try again."))

# What the system says about a file, as a code and a sentence.
_BY_ERRNO = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.ENOENT: _MISSING,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
    errno.EEXIST: _THERE,
    errno.EISDIR: _NO_FILE,
    errno.ENOTDIR: _NO_FILE,
}


def guarded(action: Callable[[], int], *, as_json: bool = False) -> int:
    """Carry an action out and give its exit code; a fault becomes a sentence and a code of its own."""
    try:
        code = action()
        sys.stdout.flush()
    except CrmError as error:
        return tell(error.code, str(error), error.exit_code, as_json=as_json)
    except ConfigError as error:
        return tell("config", str(error), GENERAL, as_json=as_json)
    except BrokenPipeError:
        _let_go_of_stdout()
        return READER_GONE
    except OSError as error:
        return tell(*_about_file(error), FILE, as_json=as_json)
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def tell(code: str, sentence: str, exit_code: int, *, as_json: bool = False) -> int:
    """Say on stderr what went wrong, as text or as JSON, and give the exit code back."""
    message = clean(sentence)
    if as_json:
        from crm_tui.cli.output import to_json

        message = to_json({"error": {"code": code, "message": message}}, indent=None)
    print(message, file=sys.stderr, flush=True)
    return exit_code


def _about_file(error: OSError) -> tuple[str, str]:
    """The code and the sentence for what the system said about a file."""
    named = error.filename2 or error.filename
    where = os.fsdecode(named) if isinstance(named, str | bytes) else _("the output")
    code, sentence = _BY_ERRNO.get(error.errno or 0, _UNUSABLE)
    return code, _(sentence) % {"where": where}


def _let_go_of_stdout() -> None:
    """Point stdout at nothing, so that the interpreter has nobody left to complain to at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def unexpected(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """The last resort, as the interpreter's hook: a fault of ours is written down and told in a sentence."""
    log = paths.fault_log()
    if fault_log.write(error, datetime.now(UTC), log):
        sentence = _("crm-tui ran into a fault of its own; “%(log)s” says what happened: please send it to the makers.")
    else:
        sentence = _("crm-tui ran into a fault of its own, and could not write it down in “%(log)s”; please try again.")
    tell("fault", sentence % {"log": log}, GENERAL)
