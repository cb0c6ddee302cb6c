"""Who published an article, where only its address tells."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList


def name_outlet(url: str) -> str:
    """The registered domain of an address, or nothing.

    >>> name_outlet("https://www.news.example.co.uk/2021/a.html"), name_outlet("no address")
    ('example.co.uk', '')
    """
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return _find_domain(host.removesuffix("."))


@cache
def _find_domain(host: str) -> str:
    if not host or host.replace(".", "").isdigit() or ":" in host:
        return host  # a number has no registered domain
    return str(_load_suffixes().privatesuffix(host) or host)


@cache
def _load_suffixes() -> Any:  # noqa: ANN401 (untyped library)
    return PublicSuffixList()  # the list in the package; nothing is fetched
