"""A card as data, and the one widget that shows it: of a deal, a contact or a company alike."""
