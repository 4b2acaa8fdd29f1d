"""What can go wrong behind the door. Every store raises these and no others.

    CrmError                   the base: a code, a sentence, its parameters
    ├── Refused                the request was understood and cannot be carried out; nothing changed
    │   ├── NotFound           there is no such record
    │   ├── InvalidValue       a field's value cannot be read or is out of bounds
    │   ├── StageRefused       the stage's contract is not met: names the missing fields
    │   ├── StageFull          a strict WIP limit is reached
    │   ├── NothingToMark      a deal has no number and no address that could be spam
    │   ├── BuyerNeeded        a channel sends to saved buyers alone
    │   ├── AlreadyFiled       a deal that was to be filed has left the unsorted stage
    │   ├── NameTaken          a name that must be unique is in use
    │   ├── NotAllowed         the caller's role does not carry the right
    │   ├── Conflict           another changed the same field meanwhile: mine, theirs, before
    │   ├── KeyReused          an idempotency key came with another command
    │   ├── ToldOnce           a command came again whose answer is a secret and kept nowhere
    │   ├── TooLarge           more than a server takes at once
    │   ├── DocumentTooLarge   a file is over the limit of documents
    │   ├── DocumentVanished   what was in a document is gone
    │   ├── DocumentDamaged    what is in a document is not what was put there
    │   ├── DocumentMislabelled  a file that is called a picture is none
    │   ├── BadTemplate        documents cannot be made from this template
    │   ├── NothingToSave      a person without name, phone and e-mail is nobody's buyer
    │   ├── AlreadyMerged, AlreadySplit
    │   ├── NothingToUndo, NothingToRedo
    │   └── UndoRefused        somebody changed the same field since: names who and when
    ├── Malformed              what a server was sent is no request
    └── StoreError             the store itself cannot serve
        ├── NoSuchStore        this kind of place cannot be opened
        ├── MissingStore       the file is not there
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
        ├── LocalOnly          the command works on files and databases, not through a server
        ├── StoreNotEmpty      the target of a copy holds something
        ├── CopyIncomplete     a copy did not hold all rows and was thrown away
        ├── ServerUnreachable  nobody answers at its address, or not in time
        ├── ServerFault        what came back is no answer
        ├── LoginNeeded        the server does not know the token
        ├── TooManyLogins      too many wrong tokens came from here
        └── NotProtected, NotTrusted  the way to it can be overheard, or leads elsewhere

A sentence says what happened and what to do next, in the language in force when it is shown.
"""

from crm_tui.operations.errors.base import CrmError, Malformed, Refused, StoreError
from crm_tui.operations.errors.deals import AlreadyFiled, BuyerNeeded, NothingToMark, StageFull, StageRefused
from crm_tui.operations.errors.documents import (
    BadTemplate,
    DocumentDamaged,
    DocumentMislabelled,
    DocumentTooLarge,
    DocumentVanished,
)
from crm_tui.operations.errors.matching import AlreadyMerged, AlreadySplit, NothingToSave
from crm_tui.operations.errors.requests import (
    InvalidValue,
    KeyReused,
    NameTaken,
    NotAllowed,
    NotFound,
    ToldOnce,
    TooLarge,
)
from crm_tui.operations.errors.servers import (
    LoginNeeded,
    NotProtected,
    NotTrusted,
    ServerFault,
    ServerUnreachable,
    TooManyLogins,
)
from crm_tui.operations.errors.stores import (
    CopyIncomplete,
    DamagedStore,
    DiskFull,
    EmptyDatabase,
    FilesOnly,
    LocalOnly,
    LoginRefused,
    MissingDatabase,
    MissingStore,
    NewerStore,
    NoSuchStore,
    NotOurFile,
    OlderStore,
    StoreLocked,
    StoreNotEmpty,
    StoreReadOnly,
    StoreUnreachable,
    UnfitDatabase,
)
from crm_tui.operations.errors.turns import Clash, Conflict, NothingToRedo, NothingToUndo, UndoRefused

__all__ = [
    "AlreadyFiled",
    "AlreadyMerged",
    "AlreadySplit",
    "BadTemplate",
    "BuyerNeeded",
    "Clash",
    "Conflict",
    "CopyIncomplete",
    "CrmError",
    "DamagedStore",
    "DiskFull",
    "DocumentDamaged",
    "DocumentMislabelled",
    "DocumentTooLarge",
    "DocumentVanished",
    "EmptyDatabase",
    "FilesOnly",
    "InvalidValue",
    "KeyReused",
    "LocalOnly",
    "LoginNeeded",
    "LoginRefused",
    "Malformed",
    "MissingDatabase",
    "MissingStore",
    "NameTaken",
    "NewerStore",
    "NoSuchStore",
    "NotAllowed",
    "NotFound",
    "NotOurFile",
    "NotProtected",
    "NotTrusted",
    "NothingToMark",
    "NothingToRedo",
    "NothingToSave",
    "NothingToUndo",
    "OlderStore",
    "Refused",
    "ServerFault",
    "ServerUnreachable",
    "StageFull",
    "StageRefused",
    "StoreError",
    "StoreLocked",
    "StoreNotEmpty",
    "StoreReadOnly",
    "StoreUnreachable",
    "ToldOnce",
    "TooLarge",
    "TooManyLogins",
    "UndoRefused",
    "UnfitDatabase",
]
