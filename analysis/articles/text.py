"""Plain text, one article a file; its first line may tell the date and a credit or standfirst."""

import re
from typing import IO

from analysis.articles.credits import is_credit
from analysis.articles.fields import FieldError
from analysis.articles.limits import Limits
from analysis.articles.lines import describe_long

_DATED = re.compile(
    r"[ \t\ufeff]*date[ \t]+(\d{4}-\d{2}-\d{2})(?![\d-])[ \t]*([^\r\n]*)(?:\r\n|\r|\n|\Z)"
)
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*")


def read_text(stream: IO[str], limits: Limits) -> dict[str, str]:
    """The one article a text file holds: its text and what its first line tells.

    Raises:
        FieldError: it is longer than the limit.
    """
    content = stream.read(limits.row_bytes + 1)
    if len(content) > limits.row_bytes:
        raise FieldError(describe_long(limits.row_bytes))
    return split_first_line(content)


def split_first_line(content: str) -> dict[str, str]:
    r"""The text and, from a first line `date YYYY-MM-DD ...`, the date and credit or standfirst.

    >>> split_first_line("date 2021-10-05 Ann Lee/TASS via Getty Images\n\nThey flew.")
    {'published': '2021-10-05', 'credit': 'Ann Lee/TASS via Getty Images', 'text': 'They flew.'}
    >>> split_first_line(" date 2021-10-05 A crew is in orbit.\nThey flew.")
    {'published': '2021-10-05', 'headline': 'A crew is in orbit.', 'text': 'They flew.'}
    """
    dated = _DATED.match(content)
    if not dated:
        return {"text": content.removeprefix("\ufeff")}
    day, rest = dated[1], dated[2].strip()
    text = content[_BLANK_LINES.match(content, dated.end()).end() :]  # type: ignore[union-attr]
    if not text.strip():  # all on one line: what follows the date is the article
        return {"published": day, "text": rest}
    if not rest:
        return {"published": day, "text": text}
    return {"published": day, "credit" if is_credit(rest) else "headline": rest, "text": text}
