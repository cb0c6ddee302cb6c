"""The tables: what each is called, its columns, their types and meanings.

Functions end with `as_table(rows, name)`, so a table always has the same columns, in the same
order, with the same types, also when it is empty.
"""

from analysis.tables.casting import as_table, column_type
from analysis.tables.columns import TABLES

__all__ = ["TABLES", "as_table", "column_type"]
