"""Files in and out: CSV, XLSX and vCard, each in a file of its own behind one small protocol.

``open_file`` looks at what a file holds and gives a ``Source`` of drafts; ``write_contacts`` and ``write_deals`` write
the answers of the store. Nothing here knows a store or the command line, and the libraries that read formats are
loaded at the first file of their kind.
"""

from crm_tui.interchange.export_columns import ExportedField
from crm_tui.interchange.fields import Field
from crm_tui.interchange.opening import open_file
from crm_tui.interchange.source import ColumnGuess, Source
from crm_tui.interchange.writing import write_contacts, write_deals

__all__ = ["ColumnGuess", "ExportedField", "Field", "Source", "open_file", "write_contacts", "write_deals"]
