"""The lenses: one question each, tables in and tables out. None of them imports another."""
