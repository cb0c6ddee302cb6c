"""The tests, one file per module, and the tables they are made from."""
