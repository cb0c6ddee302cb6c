"""Archives too large for one machine's memory: prepared once on Dask, read in parts ever after."""

from analysis.collection.layout import find_collection, read_table
from analysis.collection.loose import Collection
from analysis.collection.opening import read_collection
from analysis.collection.prepare import Prepared, prepare_collection

__all__ = [
    "Collection",
    "Prepared",
    "find_collection",
    "prepare_collection",
    "read_collection",
    "read_table",
]
