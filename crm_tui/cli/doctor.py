"""``crm-tui doctor``: what is sound about the store and what is not, with what to do about it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from crm_tui.cli.output import Reply
from crm_tui.cli.session import Opens, Session, command
from crm_tui.i18n import _
from crm_tui.operations.errors import StoreError

if TYPE_CHECKING:
    from crm_tui.storage.doctor import Finding


def attach(app: typer.Typer) -> None:
    """Put the command under the program."""
    command(app, "doctor", _("Examine the store and say what to do."), opens=Opens.NOTHING)(doctor)


async def doctor(session: Session) -> Reply:
    """Examine the store; the exit code says whether all is well."""
    from crm_tui.storage.doctor import examine

    findings = examine(session.path)
    sound = all(finding.ok for finding in findings)
    data = {"store": session.where, "ok": sound, "findings": findings}
    return Reply(data, _lines(findings), exit_code=0 if sound else StoreError.exit_code)


def _lines(findings: "Sequence[Finding]") -> Iterator[str]:
    for finding in findings:
        mark = _("ok") if finding.ok else _("NOT OK")
        yield f"{mark}  {finding.name}: {finding.detail}"
        if finding.advice and not finding.ok:
            yield f"    {finding.advice}"
