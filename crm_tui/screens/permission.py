"""What a person's role does not allow is said at the key, and not after the typing; the store refuses it too."""

from typing import Final

from crm_tui.domain.rights import Right, allowed
from crm_tui.operations.board import Board
from crm_tui.operations.errors import NotAllowed

_NEEDED: Final = {
    **dict.fromkeys(
        ("step", "stage", "shift", "act", "repeat", "edit", "make", "write", "message", "call"), Right.EDIT_DEALS
    ),
    **dict.fromkeys(("quick_add", "full_form"), Right.EDIT_DEALS),
    **dict.fromkeys(("save_buyer", "replace_buyer", "decide", "look_through", "split"), Right.EDIT_CONTACTS),
    "import_file": Right.IMPORT,
}
_NAMED: Final = 3


def refusal(board: Board | None, action: str) -> str | None:
    """Why the person may not do this, and whom to ask; None where they may, or where nothing is known yet."""
    right = _NEEDED.get(action)
    if board is None or right is None or allowed(board.me.role, right):
        return None
    admins = [user.name for user in board.users if allowed(user.role, Right.EDIT_USERS)]
    return str(NotAllowed(", ".join(admins[:_NAMED])))
