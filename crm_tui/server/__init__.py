"""The operations over HTTP: a route for each from the registry, bearer tokens, and what others change as it happens."""
