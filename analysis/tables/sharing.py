"""The columns of the tables about what articles share: passages, stories, reuse, origins."""

OVERLAPS = {
    "article_id": "the article that shares: the later of the two, by date, then name",
    "other_id": "the article it shares with",
    "start": "offset of the passage in `text` of `article_id`",
    "end": "offset after it",
    "other_start": "offset of the passage in `text` of `other_id`",
    "other_end": "offset after it",
    "words": "words that are the same in both; small edits between them do not count",
    "quoted": "share of it that stands in quotation marks, 0 to 1",
}

SHARED = {
    "article_id": "the later of the two articles",
    "other_id": "the earlier",
    "passages": "passages they share",
    "words": "words in them that are the same",
    "quoted_words": "of these, words of passages that are mostly quotation",
    "share": "`words` of all words of `article_id`: how much of it stands in the other",
    "other_share": "`words` of all words of `other_id`: how much of that stands in this one",
}

REUSE = {
    "article_id": "the article",
    "words": "words of its text; the four shares are shares of these and add up to 1",
    "own": "found in no other outlet's article of the same time or earlier",
    "quotes": "shared with another outlet in passages that are mostly quotation",
    "wire": "an agency's: the article is signed by one, or shares with one that is, or is a copy",
    "others": "found in another outlet's article, of the same time or earlier",
    "agency": "the agency that signs the article; empty where none does",
    "most_from": "the other outlet's article that most of the shared words stand in, or empty",
}

STORIES = {
    "article_id": "the article",
    "story": "the story it tells, named by its first article",
    "story_size": "articles that tell it",
}

ORIGINS = {
    "story": "the story, named by its first article",
    "articles": "articles that tell it",
    "outlets": "outlets that tell it",
    "origins": "newsrooms and agencies that these articles go back to, as far as their words show",
    "named": "those, joined by ` | `: the agency, or the outlet that had the text first",
}

SHARING = {
    "overlaps": OVERLAPS,
    "shared": SHARED,
    "reuse": REUSE,
    "stories": STORIES,
    "origins": ORIGINS,
}
