"""One story, every telling: compare how news articles cover the same events.

The public names, in the order a reader meets them, stand in `__init__.pyi`; each is imported when
it is first used, so that `import analysis` costs nothing.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
