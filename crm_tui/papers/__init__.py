"""What is in files: what kind they are, what an archive would unpack to, and papers made from templates."""
