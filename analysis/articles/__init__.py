"""Files to the articles table; the only room that knows file formats."""

from analysis.articles.files import ArticleFile, FoundFiles, find_article_files, hash_file
from analysis.articles.furniture import find_furniture, is_furniture
from analysis.articles.limits import DEFAULT_LIMITS, Limits
from analysis.articles.outlets import name_outlet
from analysis.articles.read import Reading, read_articles, read_batches

__all__ = [
    "DEFAULT_LIMITS",
    "ArticleFile",
    "FoundFiles",
    "Limits",
    "Reading",
    "find_article_files",
    "find_furniture",
    "hash_file",
    "is_furniture",
    "name_outlet",
    "read_articles",
    "read_batches",
]
