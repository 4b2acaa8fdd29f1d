"""How similar people are shown: their bands, scores and reasons, and what a card would add to one of them."""
