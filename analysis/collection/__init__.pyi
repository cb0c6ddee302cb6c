"""What a collection is prepared and opened with, and the room it stands in."""

from .layout import find_collection as find_collection
from .layout import read_table as read_table
from .loose import Collection as Collection
from .opening import read_collection as read_collection
from .prepare import Prepared as Prepared
from .prepare import prepare_collection as prepare_collection
