"""What a notebook shows: tables, figures, sentences and passages, each number with its evidence.

The names stand in `__init__.pyi`; each is imported when it is first used, so that a report is
rendered from its data without loading what made them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
