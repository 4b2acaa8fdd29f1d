"""Whatever the system says about a file becomes one sentence and an exit code, never a traceback."""

import errno
import json

import pytest

from crm_tui.cli.faults import guarded

SAYINGS = [
    (errno.ENOENT, "no_such_file", "check the name"),
    (errno.EACCES, "forbidden", "permissions"),
    (errno.EROFS, "forbidden", "another place"),
    (errno.ENOSPC, "disk_full", "free some"),
    (errno.EEXIST, "file_exists", "--overwrite"),
    (errno.EISDIR, "not_a_file", "name of a file"),
    (errno.EIO, "file", "check the disk"),
]


@pytest.mark.parametrize(("number", "code", "advice"), SAYINGS)
def test_the_system_s_word_becomes_a_sentence(
    capsys: pytest.CaptureFixture[str], number: int, code: str, advice: str
) -> None:
    def action() -> int:
        raise OSError(number, "the system's own words", "/data/contacts.csv")

    assert guarded(action) == 7
    told = capsys.readouterr().err
    assert "/data/contacts.csv" in told
    assert advice in told
    assert told.count("\n") == 1
    assert guarded(action, as_json=True) == 7
    assert json.loads(capsys.readouterr().err)["error"]["code"] == code


def test_an_action_s_own_code_is_kept() -> None:
    assert guarded(lambda: 6) == 6
