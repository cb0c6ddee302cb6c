"""Archives too large for one machine's memory: prepared once on Dask, read in parts ever after.

The names stand in `__init__.pyi`; each is imported when it is first used, so that a collection
opens without loading what prepares one.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
