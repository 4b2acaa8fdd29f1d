"""Why a key for buyers is off: said at the key, before the rest of the buyers' code is loaded."""

from typing import Final

from crm_tui.i18n import N_

NOTHING_TO_SAVE: Final = N_("Fill in a name, a phone or an e-mail first; then b saves the buyer.")
SAVED_ALREADY: Final = N_("The buyer is saved already; B puts another in their place.")
ONE_DEAL: Final = N_("A buyer is saved on one deal; take the marks off first.")
