"""Field names: which column or key of a file holds what.

Names are compared without case, spaces, hyphens and underscores: `publishedAt` is `published_at`.
Where several names fit, the first of the list that holds something is taken.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from analysis.errors import UsageError

SYNONYMS: dict[str, str] = {
    "article_id": "id article_id uuid doc_id document_id news_id stories_id guid"
    " accession_number proquest_document_id gkg_record_id",
    "outlet": "outlet source_hostname source publisher site newspaper publication source_name"
    " outlet_name media_name media_outlet news_outlet news_source publication_name"
    " publication_title pub pub_title publisher_name newspaper_name site_name website"
    " source_common_name source_domain hostname",
    "published": "date published published_at publish_date date_published date_publish"
    " published_date pub_date publication_date datetime published_on publish_time published_time"
    " publication_datetime web_publication_date date_posted article_date",
    "headline": "title headline heading headlines article_title news_title web_title",
    "text": "text body content article_text full_text maintext article_body body_text plain_text"
    " content_text article_content news_text full_article article",
    "url": "url link article_source_link source_url web_url article_url article_link news_url"
    " page_url canonical_url document_url document_identifier source_link requested_url",
    "credit": "credit photo_credit agency wire",
    "published_precision": "published_precision",
}
_ALIASES = {"id": "article_id", "date": "published", "title": "headline"}
_NAMED = 3
_SURROGATE = re.compile("[\ud800-\udfff]")


class Literal(str):
    """A number of a JSON file, kept exactly as it is written there."""

    __slots__ = ()


class Row(NamedTuple):
    """One article as its file holds it: where it stands and its fields, all as text."""

    line: int
    values: dict[str, str]


class Bad(NamedTuple):
    """One thing that cannot be loaded; line 0 means the file from here on."""

    line: int
    reason: str


class FieldError(ValueError):
    """A row or header does not hold what an article needs; the message is the reason."""


class FieldNames:
    """The names to look for, the caller's own in place of the usual ones."""

    def __init__(self, fields: Mapping[str, str | Sequence[str]] | None = None) -> None:
        """Take the names; `fields` maps our column to the file's.

        Raises:
            UsageError: `fields` names a column that articles do not have.
        """
        wanted = {field: names.split() for field, names in SYNONYMS.items()}
        self.own: set[str] = set()
        for given, names in (fields or {}).items():
            field = _ALIASES.get(given, given)
            if field not in wanted:
                known = ", ".join(SYNONYMS)
                raise UsageError(f"No field {given!r} to name a column for; there are: {known}.")
            wanted[field] = [names] if isinstance(names, str) else list(names)
            self.own.add(field)
        self.wanted = {
            field: list(dict.fromkeys(_plain(name) for name in names))
            for field, names in wanted.items()
        }
        self._known = {name for names in self.wanted.values() for name in names}
        self._match = lru_cache(maxsize=256)(self._find)
        self.list_unknown = lru_cache(maxsize=256)(self._find_unknown)

    def match(self, columns: Iterable[str]) -> dict[str, list[str]]:
        """For each field the columns that may hold it, best first.

        Raises:
            FieldError: no column holds the text, or two columns share a name that is needed.
        """
        return self._match(tuple(columns))

    def pick(self, row: Mapping[str, Any]) -> dict[str, str]:
        """The fields of one row as text; empty fields are left out.

        Raises:
            FieldError: the row has no text, or a field holds something other than text.
        """
        values: dict[str, str] = {}
        for field, columns in self.match(row).items():
            for column in columns:
                value = row[column]
                text = value if type(value) is str else _as_text(value, column)
                if text and not text.isspace():
                    values[field] = check_text(text, column)
                    break
        if "text" not in values:
            raise FieldError("no text")
        return values

    def _find(self, columns: tuple[str, ...]) -> dict[str, list[str]]:
        plain: dict[str, list[str]] = {}
        for column in columns:
            plain.setdefault(_plain(column), []).append(column)
        found = {
            field: [column for name in names for column in plain.get(name, ())]
            for field, names in self.wanted.items()
        }
        for names in found.values():
            twice = [name for name in names if len(plain[_plain(name)]) > 1]
            if twice:
                raise FieldError(f"two columns are named {twice[0]!r}; which one is meant is open")
        if not found["text"]:
            raise FieldError(self._describe_missing(columns))
        return {field: names for field, names in found.items() if names}

    def _find_unknown(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The columns that none of the names fits."""
        return tuple(column for column in columns if _plain(column) not in self._known)

    def _describe_missing(self, columns: tuple[str, ...]) -> str:
        shown = ", ".join(repr(column[:30]) for column in columns[:8]) or "nothing"
        named = " or ".join(repr(name) for name in self.wanted["text"][:6])
        more = ", ..." if len(columns) > 8 else ""
        return f"no field holds the text: found {shown}{more}; looked for {named}"


def describe_unknown(columns: Collection[str]) -> str:
    """The note about columns that no known name fits, the first few named.

    >>> describe_unknown(["author", "section", "year", "month"])
    "columns left out, no known name fits: 'author', 'section', 'year' and 1 more"
    """
    shown = ", ".join(repr(column[:30]) for column in list(columns)[:_NAMED])
    more = f" and {len(columns) - _NAMED:,} more" if len(columns) > _NAMED else ""
    return f"columns left out, no known name fits: {shown}{more}"


def _plain(name: str) -> str:
    """A name as compared: `Publish-Date`, `publish_date` and `publishDate` are one."""
    return re.sub(r"[\W_]+", "", name.lstrip("\ufeff")).casefold()


def _as_text(value: object, column: str) -> str:
    """A value that is not plain text: a number as written, a named thing by its name."""
    if value is None:
        return ""
    if isinstance(value, Literal):
        return str(value)
    if isinstance(value, Mapping) and type(value.get("name")) is str:
        return str(value["name"])
    kind = {dict: "an object", list: "a list", bool: "true or false"}.get(
        type(value), "no JSON value"
    )
    raise FieldError(f"{column!r} holds {kind}, not text")


def check_text(text: str, column: str) -> str:
    """The text, where it is whole.

    Raises:
        FieldError: it holds bytes that could not be decoded, or half a character.
    """
    if text.isascii() or not (broken := _SURROGATE.search(text)):
        return text
    code = ord(broken.group())
    if 0xDC80 <= code <= 0xDCFF:
        raise FieldError(f"{column!r} holds the byte 0x{code - 0xDC00:02x}, which is not UTF-8")
    raise FieldError(f"{column!r} holds half a character (\\u{code:04x})")
