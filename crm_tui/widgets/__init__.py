"""What screens are made of: told data, they show it and say what was done to them."""
