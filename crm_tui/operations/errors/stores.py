"""Why a file or a database cannot serve as a store."""

from crm_tui.i18n import N_, _
from crm_tui.operations.errors.base import StoreError


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


class LocalOnly(StoreError):
    """Stores are made, brought up to date and copied where they lie; an address of anything else was given."""

    code = "local_only"
    sentence = N_(
        "“%(where)s” is neither a file nor postgresql://, and this works on those alone; for a server's store run it "
        "on the server's machine."
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
