"""Everything behind the door: tables, journal, search, migrations, and the store on a local file."""
