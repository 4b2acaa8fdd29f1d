"""What can go wrong behind the door. Every store raises these and no others.

    CrmError                   the base: a code, a sentence, its parameters
    ├── Refused                the request was understood and cannot be carried out; nothing changed
    │   ├── NotFound           there is no such record
    │   ├── InvalidValue       a field's value cannot be read or is out of bounds
    │   ├── StageRefused       the stage's contract is not met: names the missing fields
    │   ├── StageFull          a strict WIP limit is reached
    │   ├── NameTaken          a name that must be unique is in use
    │   ├── NotAllowed         the caller's role does not carry the right
    │   ├── Conflict           another changed the same field meanwhile: mine, theirs, before
    │   ├── KeyReused          an idempotency key came with another command
    │   ├── TooLarge           more than a server takes at once
    │   ├── DocumentTooLarge   a file is over the limit of documents
    │   ├── DocumentVanished   what was in a document is gone
    │   ├── DocumentDamaged    what is in a document is not what was put there
    │   ├── DocumentMislabelled  a file that is called a picture is none
    │   ├── BadTemplate        documents cannot be made from this template
    │   ├── NothingToUndo, NothingToRedo
    │   └── UndoRefused        somebody changed the same field since: names who and when
    ├── Malformed              what a server was sent is no request
    └── StoreError             the store itself cannot serve
        ├── NoSuchStore        this kind of place cannot be opened
        ├── NotOurFile         the file is not a crm-tui store
        ├── DamagedStore       the file is ours and broken
        ├── NewerStore         written by a newer program
        ├── StoreLocked        another program holds it
        ├── StoreReadOnly      it cannot be written
        ├── DiskFull           there is no room left
        ├── StoreUnreachable   the database does not answer
        ├── LoginRefused       the database does not let this user in
        ├── MissingDatabase, EmptyDatabase
        ├── OlderStore         a shared store that somebody has to bring up to date
        ├── UnfitDatabase      the database lacks something
        ├── FilesOnly          the command works on files alone
        ├── StoreNotEmpty      the target of a copy holds something
        └── CopyIncomplete     a copy did not hold all rows and was thrown away
        ├── ServerUnreachable  nobody answers at its address, or not in time
        ├── ServerFault        what came back is no answer
        ├── LoginNeeded        the server does not know the token
        ├── TooManyLogins      too many wrong tokens came from here
        └── NotProtected, NotTrusted  the way to it can be overheard, or leads elsewhere

A sentence says what happened and what to do next, in the language in force when it is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from crm_tui.domain.places import masked
from crm_tui.domain.stages import DealField
from crm_tui.i18n import N_, _, ngettext
from crm_tui.operations.field_names import FIELD_NAMES


class CrmError(Exception):
    """Something that a person is told in one sentence."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1
    sentence: ClassVar[str] = N_("Something went wrong; try again.")
    given: tuple[tuple[Any, ...], dict[str, Any]]
    """What it was made with, so that it can be made again at the other end of a wire."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Remember what it is made with."""
        error = super().__new__(cls, *given)
        error.given = (given, named)
        return error

    def __init__(self, **parameters: str) -> None:
        self.parameters = parameters
        super().__init__(self.sentence % parameters)

    def __str__(self) -> str:
        return _(self.sentence) % self.parameters


class Refused(CrmError):
    """The request was understood and cannot be carried out; nothing changed."""

    code = "refused"
    exit_code = 3


class NotFound(Refused):
    """There is no such record."""

    code = "not_found"
    exit_code = 4
    sentence = N_("There is no %(what)s “%(which)s”; look it up in the list and try again.")

    def __init__(self, what: str, which: str) -> None:
        super().__init__(what=what, which=which)

    def __str__(self) -> str:
        return _(self.sentence) % {**self.parameters, "what": _(self.parameters["what"])}


class InvalidValue(Refused):
    """A field's value cannot be read or is out of bounds; ``details`` fill the places that the reason names.

    Of a card's field (``custom.ID``) they say as ``label`` what it is called.
    """

    code = "invalid"
    sentence = N_("%(field)s: %(reason)s")

    def __init__(self, field: str, reason: str, details: Mapping[str, str] | None = None) -> None:
        self.details = dict(details or {})
        super().__init__(field=field, reason=reason)

    @property
    def field(self) -> str:
        """The field at fault, by its name in the request."""
        return self.parameters["field"]

    @property
    def reason(self) -> str:
        """What is wrong with it, in the reader's language."""
        reason = _(self.parameters["reason"])
        return reason % self.details if self.details else reason

    def __str__(self) -> str:
        label = self.details.get("label") or FIELD_NAMES.get(self.field, self.field)
        return f"{_(label)}: {self.reason}"


class StageRefused(Refused):
    """The stage's contract is not met."""

    code = "stage_refused"
    sentence = N_("Stage “%(stage)s” needs these fields first: %(fields)s.")

    def __init__(self, stage: str, missing: Sequence[DealField]) -> None:
        self.missing = tuple(missing)
        super().__init__(stage=stage, fields=", ".join(missing))

    def __str__(self) -> str:
        fields = ", ".join(_(FIELD_NAMES[field]) for field in self.missing)
        return _(self.sentence) % {**self.parameters, "fields": fields}


class StageFull(Refused):
    """A strict WIP limit is reached."""

    code = "stage_full"
    sentence = "Stage “%(stage)s” holds its limit of %(limit)s deals; move one on first."

    def __init__(self, stage: str, limit: int) -> None:
        super().__init__(stage=stage, limit=str(limit))

    def __str__(self) -> str:
        sentence = ngettext(
            "Stage “%(stage)s” holds its limit of %(limit)s deal; move it on first.",
            "Stage “%(stage)s” holds its limit of %(limit)s deals; move one on first.",
            int(self.parameters["limit"]),
        )
        return sentence % self.parameters


class NameTaken(Refused):
    """A name that must be unique is in use."""

    code = "name_taken"
    sentence = N_("The name “%(name)s” is already in use; choose another.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class NotAllowed(Refused):
    """The caller's role does not carry the right."""

    code = "not_allowed"
    exit_code = 5
    sentence = N_("Your role does not allow this; ask %(whom)s.")

    def __init__(self, whom: str) -> None:
        super().__init__(whom=whom)


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two changed: its value before, theirs and mine in words; who wrote theirs, and when.

    ``seq`` is the journal's sequence of theirs: a command sent again with it as ``seen`` overwrites knowingly.
    ``label`` is what a card's field (``custom.ID``) is called.
    """

    field: str
    before: str
    theirs: str
    mine: str
    who: str
    at: datetime
    seq: int = 0
    label: str = ""


class Conflict(Refused):
    """Somebody else changed the same field since the caller had seen it; a person decides which value stays."""

    code = "conflict"
    sentence = N_("%(who)s changed %(field)s to “%(theirs)s” meanwhile; look at it and decide.")

    def __init__(self, clashes: Sequence[Clash]) -> None:
        self.clashes = tuple(clashes)
        first = self.clashes[0]
        super().__init__(who=first.who, field=first.field, theirs=first.theirs)

    @property
    def seq(self) -> int:
        """The newest sequence among theirs: whoever has read the conflict has seen up to it."""
        return max(clash.seq for clash in self.clashes)

    def __str__(self) -> str:
        field = self.clashes[0].label or self.parameters["field"]
        return _(self.sentence) % {**self.parameters, "field": _(FIELD_NAMES.get(field, field))}


class KeyReused(Refused):
    """An idempotency key came a second time, with another command."""

    code = "key_reused"
    sentence = N_("This key was used for another command; send the command with a new one.")


class TooLarge(Refused):
    """More than a server takes at once."""

    code = "too_large"
    sentence = N_("This is larger than the %(limit)s bytes that the server takes at once; send less.")

    def __init__(self, limit: int) -> None:
        super().__init__(limit=str(limit))


class DocumentTooLarge(Refused):
    """A file is over the limit of documents."""

    code = "document_too_large"
    sentence = N_("The file is larger than the %(limit)s MB that a document may have; make it smaller or send a link.")

    def __init__(self, limit: int) -> None:
        super().__init__(limit=str(limit))


class DocumentVanished(Refused):
    """What was in a document is not to be found any more."""

    code = "document_vanished"
    sentence = N_("The content of “%(name)s” is gone from where it was kept; restore a backup or attach the file anew.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DocumentDamaged(Refused):
    """What is in a document is not what was put there."""

    code = "document_damaged"
    sentence = N_("The content of “%(name)s” is not what was attached; restore a backup or attach the file anew.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class DocumentMislabelled(Refused):
    """A file that is called a picture is none."""

    code = "document_mislabelled"
    sentence = N_("“%(name)s” is called a picture and is none; give it its right name or choose another file.")

    def __init__(self, name: str) -> None:
        super().__init__(name=name)


class BadTemplate(Refused):
    """Documents cannot be made from a template; ``details`` fill the places that the reason names."""

    code = "bad_template"
    sentence = N_("The template “%(name)s” cannot be used: %(reason)s.")

    def __init__(self, name: str, reason: str, details: Mapping[str, str] | None = None) -> None:
        self.details = dict(details or {})
        super().__init__(name=name, reason=reason)

    def __str__(self) -> str:
        reason = _(self.parameters["reason"])
        return _(self.sentence) % {**self.parameters, "reason": reason % self.details if self.details else reason}


class Malformed(CrmError):
    """What a server was sent is no request."""

    code = "malformed"
    sentence = N_("The server could not read the request as JSON; correct it and send it again.")


class NothingToUndo(Refused):
    """The journal holds no change of the caller's that is still in force."""

    code = "nothing_to_undo"
    sentence = N_("There is nothing to undo.")


class NothingToRedo(Refused):
    """Nothing was undone since the last change."""

    code = "nothing_to_redo"
    sentence = N_("There is nothing to redo.")


class UndoRefused(Refused):
    """Somebody changed the same field since."""

    code = "undo_refused"
    sentence = N_("%(who)s changed the same field at %(when)s; undo would overwrite that, so nothing was changed.")

    def __init__(self, who: str, when: str) -> None:
        super().__init__(who=who, when=when)


class StoreError(CrmError):
    """The store itself cannot serve."""

    code = "store"
    exit_code = 6

    def __init__(self, where: str, **more: str) -> None:
        super().__init__(where=masked(where), **more)


class NoSuchStore(StoreError):
    """This kind of place cannot be opened."""

    code = "no_such_store"
    sentence = N_("Cannot open “%(where)s”; give a file, postgresql://USER@HOST/DATABASE or https://… after --store.")


class MissingStore(StoreError):
    """A command that only reads was given a file that is not there."""

    code = "missing_store"
    sentence = N_("There is no store at “%(where)s”; check the name, or run crm-tui --store with it to make one.")


class NotOurFile(StoreError):
    """The file is not a crm-tui store."""

    code = "not_our_file"
    sentence = N_("“%(where)s” is not a crm-tui store and was left untouched; choose another file with --store.")


class DamagedStore(StoreError):
    """The file is ours and broken."""

    code = "damaged_store"
    sentence = N_("“%(where)s” is damaged; restore a backup with: crm-tui restore BACKUP --store FILE.")


class NewerStore(StoreError):
    """Written by a newer program."""

    code = "newer_store"
    sentence = N_("“%(where)s” was written by a newer crm-tui; update this program to open it.")


class StoreLocked(StoreError):
    """Another program holds it."""

    code = "locked"
    sentence = N_("“%(where)s” is held by another program; close it or wait, then try again.")


class StoreReadOnly(StoreError):
    """It cannot be written."""

    code = "read_only"
    sentence = N_("“%(where)s” cannot be written; check its permissions or choose another place with --store.")


class DiskFull(StoreError):
    """There is no room left."""

    code = "disk_full"
    sentence = N_("The disk with “%(where)s” is full; free some room and try again, nothing was changed.")


class StoreUnreachable(StoreError):
    """The database does not answer, or stopped in the middle of an answer."""

    code = "unreachable"
    sentence = N_("“%(where)s” does not answer; see that the database runs and the network is up, then try again.")


class LoginRefused(StoreError):
    """The database does not let this user in."""

    code = "login_refused"
    sentence = N_("“%(where)s” refuses the user or the password; check both (a password is also read from ~/.pgpass).")


class MissingDatabase(StoreError):
    """The server is there, the database is not."""

    code = "missing_database"
    sentence = N_("There is no database “%(where)s”; check the name, or make it with createdb.")


class EmptyDatabase(StoreError):
    """The database is there and holds nothing yet."""

    code = "empty_database"
    sentence = N_("“%(where)s” holds no store yet; make one with: crm-tui store init --store URL.")


class OlderStore(StoreError):
    """Written by an older program, in a place that others share: bringing it up is somebody's decision."""

    code = "older_store"
    sentence = N_(
        "“%(where)s” was written by an older crm-tui; bring it up to date with: crm-tui store upgrade --store URL."
    )


class UnfitDatabase(StoreError):
    """The database lacks something that a store needs."""

    code = "unfit_database"
    sentence = N_("“%(where)s” cannot hold a store: %(reason)s.")

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(where, reason=reason)

    def __str__(self) -> str:
        return _(self.sentence) % {**self.parameters, "reason": _(self.parameters["reason"])}


class FilesOnly(StoreError):
    """A command that works on a file was given a database or a server."""

    code = "files_only"
    sentence = N_(
        "“%(where)s” is no file, and this works on files; on a database use pg_dump and pg_restore or "
        "crm-tui store copy, on a server run it where its store is."
    )


class StoreNotEmpty(StoreError):
    """What should receive a new store or a copy holds something already."""

    code = "not_empty"
    exit_code = 3
    sentence = N_("“%(where)s” holds something already and was left as it is; name an empty place.")


class CopyIncomplete(StoreError):
    """The target of a copy did not hold what the source held; nothing was kept."""

    code = "copy_incomplete"
    sentence = N_("The copy in “%(where)s” did not hold all rows and was thrown away; try again.")


class ServerUnreachable(StoreError):
    """Nobody answers at the server's address, or not in time."""

    code = "server_unreachable"
    sentence = N_("“%(where)s” cannot be reached; check the connection and the address, then try again.")


class ServerFault(StoreError):
    """What came back from the server's address is no answer."""

    code = "server_fault"
    sentence = N_("“%(where)s” gave no proper answer; check the address, or ask whoever runs it to look at its log.")


class LoginNeeded(StoreError):
    """The server does not know the token, or got none."""

    code = "login_needed"
    exit_code = 5
    sentence = N_("“%(where)s” does not know you; get a token from an admin and run: crm-tui login %(where)s")


class TooManyLogins(StoreError):
    """Too many wrong tokens came from one address."""

    code = "too_many_logins"
    sentence = "Too many wrong tokens came from your address; try again in %(seconds)s seconds."

    def __init__(self, seconds: int) -> None:
        super().__init__("", seconds=str(seconds))

    def __str__(self) -> str:
        sentence = ngettext(
            "Too many wrong tokens came from your address; try again in %(seconds)s second.",
            "Too many wrong tokens came from your address; try again in %(seconds)s seconds.",
            int(self.parameters["seconds"]),
        )
        return sentence % self.parameters


class NotProtected(StoreError):
    """The way to the server is not encrypted."""

    code = "not_protected"
    sentence = N_("“%(where)s” would carry your token and data unprotected; use https://, or add --insecure.")


class NotTrusted(StoreError):
    """The server cannot prove that it is the one at this address."""

    code = "not_trusted"
    sentence = N_("“%(where)s” cannot prove who it is; have its certificate put right by whoever runs it.")
