"""The columns of every table, in order, and what each means; `docs/tables.md` is made from this."""

_SPAN = {
    "article_id": "the article the evidence is in",
    "part": "`headline` or `text`",
    "start": "offset of the first character, in code points",
    "end": "offset after the last character",
}

ARTICLES = {
    "article_id": "unique name of the article: its own id field, or the file's name",
    "outlet": "who published it; the article's own id where nobody says",
    "published": "when, in UTC; midnight where only the day is known; empty where nothing is known",
    "published_precision": "`second`, `minute`, `day`, `month`, `year`, or empty",
    "headline": "title or standfirst; empty where there is none",
    "credit": "photo credit, agency or byline that came with the text; never counted as text",
    "text": "the article as it was found, unchanged",
    "url": "where it was published, or empty",
    "source": "the file it was read from, with `:line` (or `:row`) where a file holds many",
}

REJECTS = {
    "source": "the file",
    "line": "line (or row) in the file; 0 where the whole file is meant",
    "reason": "why it was not loaded",
}

FILES = {
    "source": "the file",
    "sha256": "hash of its bytes",
    "present": "rows found in the file",
    "read": "rows loaded as articles",
    "rejected": "rows listed in `rejects`",
    "duplicates": "rows left out as exact copies of one already loaded",
    "encoding": "how its bytes were read; `(guess)` where nothing in the file says so",
}

SENTENCES = {**_SPAN, "sentence": "the sentence's words, as in the text"}

WORDS = {**_SPAN, "word": "the word as counted: one form for all quotes, dashes, case and spaces"}

TOKENS = {
    **_SPAN,
    "sentence": "running number of the sentence in its part, from 0",
    "token": "running number of the token in its part, from 0",
    "lemma": "dictionary form, lower case",
    "pos": "universal part of speech",
    "tag": "fine part of speech of the pipeline",
    "dep": "dependency relation to the head",
    "head": "`token` number of the head; its own number for the root",
}

NAMES = {
    **_SPAN,
    "mention": "the words as they stand in the text",
    "label": "the pipeline's own label (`PERSON`, `ORG`, `GPE` ...), before any resolution",
}

WORD_COUNTS = {
    "group": "what the caller grouped by: an article, an outlet, a period",
    "word": "the word as counted",
    "n": "occurrences in the group; 0 is a finding",
    "per_1000": "occurrences per 1,000 words of the group",
    "per_1000_low": "lower end of the exact 95 % Poisson interval",
    "per_1000_high": "upper end of the exact 95 % Poisson interval",
    "articles": "articles of the group that use the word",
}

WORD_COMPARISON = {
    "group": "the group compared with all others",
    "word": "the word as counted",
    "n": "occurrences in the group",
    "n_rest": "occurrences in all other groups",
    "per_1000": "occurrences per 1,000 words of the group",
    "per_1000_rest": "occurrences per 1,000 words of the others",
    "lrc": "log2 ratio of the rates at the interval's bound nearest 0 (Evert 2022)",
    "lrc_low": "lower bound of the log2 ratio",
    "lrc_high": "upper bound of the log2 ratio",
    "g2": "signed log-likelihood ratio over four cells",
    "q": "Benjamini-Hochberg q of the permutation test; empty where no test is possible",
    "verdict": "`more`, `less`, `no clear difference` or `descriptive only`",
}

MENTIONS = {
    **_SPAN,
    "mention": "the words as they stand in the text",
    "entity": "the resolved entity's full name; empty where it is open",
    "kind": "`person`, `organisation`, `place`, `event`, `work`, `vehicle`, `group` or `other`",
    "candidates": "the entities it may mean, joined by ` | `, where that is open; else empty",
    "rule": "the rule that decided, to be asked for with `explain_entity`",
}

ENTITY_COUNTS = {
    "group": "what the caller grouped by",
    "entity": "the resolved entity",
    "kind": "its kind",
    "mentions": "mentions by name in the group; 0 is a finding",
    "open": "further mentions that may mean it or another",
    "articles": "articles of the group that name it",
    "per_1000": "mentions per 1,000 words of the group",
}

LABELS = {
    **_SPAN,
    "entity": "the resolved entity that is described",
    "label": "what it is called: a title, role or apposition, as in the text",
    "form": "`title`, `apposition`, `role`, `modifier`, or `copula`",
}

EMPHASIS = {
    "article_id": "the telling",
    "entity": "the entity (or word) looked for",
    "mentions": "how often it stands in headline and text",
    "in_headline": "mentions in the headline",
    "in_first_sentence": "mentions in the first sentence of the text",
    "in_first_third": "mentions in the first third of the text's characters",
    "first_at": "where it first stands in the text, 0 to 1; empty where it does not",
    "first_start": "offset of its first mention in the text; empty where there is none",
    "first_end": "offset after that mention",
}

QUOTES = {
    **_SPAN,
    "quote": "the words quoted or attributed",
    "speaker": "who says it, in the text's own words; empty where nobody is named",
    "speaker_start": "offset of the speaker's words; empty where nobody is named",
    "speaker_end": "offset after them",
    "speaker_entity": "the resolved entity that speaks; empty where that is open",
    "cue": "the word that attributes (`said`, `according to`)",
    "cue_start": "offset of the cue; empty where there is none",
    "cue_end": "offset after it",
    "direct": "`direct`, `mixed` or `indirect`",
}

FACTS = {
    **_SPAN,
    "stated": "the words that state it",
    "kind": "`quantity`, `count`, `percent`, `money`, `age`, `duration`, `ordinal` ...",
    "low": "the least value the words allow",
    "high": "the greatest value the words allow",
    "unit": "unit of low and high",
    "hedge": "`about`, `at least`, `at most`, `more than`, `less than`, or empty",
    "about": "what it is about: noun, verb and entities",
}

CLAIMS = {
    "claim_id": "one slot that at least one telling fills",
    "about": "what the slot is about",
    "kind": "kind of fact",
    "state": "`agree`, `coarser`, `conflict`, `only` or `not comparable`",
    "reason": "why the state is what it is",
    **_SPAN,
    "stated": "this telling's words; empty where it says nothing",
}

OVERLAPS = {
    "article_id": "the article that shares",
    "other_id": "the article it shares with",
    "start": "offset of the passage in `text` of `article_id`",
    "end": "offset after it",
    "other_start": "offset of the passage in `text` of `other_id`",
    "other_end": "offset after it",
    "words": "words in the shared passage",
    "quoted": "share of it that stands in quotation marks, 0 to 1",
}

STORIES = {
    "article_id": "the article",
    "story": "the story it tells, named by its first article",
    "story_size": "articles that tell it",
}

TIMELINE = {
    **_SPAN,
    "stated": "the words that tell when",
    "earliest": "the earliest moment they allow, UTC",
    "latest": "the latest moment they allow, UTC",
    "about": "what happened then",
}

TABLES: dict[str, dict[str, str]] = {
    "articles": ARTICLES,
    "rejects": REJECTS,
    "files": FILES,
    "sentences": SENTENCES,
    "words": WORDS,
    "tokens": TOKENS,
    "names": NAMES,
    "word_counts": WORD_COUNTS,
    "word_comparison": WORD_COMPARISON,
    "mentions": MENTIONS,
    "entity_counts": ENTITY_COUNTS,
    "labels": LABELS,
    "emphasis": EMPHASIS,
    "quotes": QUOTES,
    "facts": FACTS,
    "claims": CLAIMS,
    "overlaps": OVERLAPS,
    "stories": STORIES,
    "timeline": TIMELINE,
}
