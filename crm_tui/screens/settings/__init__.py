"""The settings: what cards consist of, the company's tags, the templates of its documents (S1-S4, C6, C11)."""
