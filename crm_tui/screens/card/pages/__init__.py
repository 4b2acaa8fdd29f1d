"""What stands on the tabs of a card: deals, vouchers, documents, figures."""
