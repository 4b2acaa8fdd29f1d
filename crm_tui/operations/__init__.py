"""The door: what can be asked and done, as typed requests and answers."""
