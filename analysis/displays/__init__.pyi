"""Every display by name, and the room it is made in; imported when it is first used."""

from .bundle import MIME as MIME
from .claims import show_claims as show_claims
from .collection import show_readability as show_readability
from .collection import show_stories as show_stories
from .collection import show_warnings as show_warnings
from .counts import show_counts as show_counts
from .distinct import show_distinct_words as show_distinct_words
from .emphasis import show_emphasis as show_emphasis
from .figures import show_figure as show_figure
from .legible import make_all_legible as make_all_legible
from .legible import make_legible as make_legible
from .own_words import show_own_words as show_own_words
from .passages import cut_passages as cut_passages
from .reading import show_reading as show_reading
from .reuse import show_borrowing as show_borrowing
from .reuse import show_reuse as show_reuse
from .sayings import show_findings as show_findings
from .sayings import show_passages as show_passages
from .sayings import show_tellings as show_tellings
from .shown import Shown as Shown
from .side_by_side import show_side_by_side as show_side_by_side
from .styles import show_house_style as show_house_style
from .tables import show_table as show_table
from .timeline import show_timeline as show_timeline
from .voices import show_voices as show_voices
from .wordings import show_wordings as show_wordings
