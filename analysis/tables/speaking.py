"""The columns of the tables about who speaks: counts, share of voice, the same words aligned."""

_WHO = {
    "group": "what the caller grouped by: an article, an outlet, a period",
    "speaker": "the resolved speaker, else the name as it stands; empty for all who are not named",
}

QUOTE_COUNTS = {
    **_WHO,
    "quotes": "quotations and statements attributed to the speaker; 0 is a finding",
    "direct_quotes": "those that stand in quotation marks as a whole",
    "words": "words attributed to the speaker",
    "articles": "articles of the group that quote the speaker",
    "first_at": "where the speaker is first quoted, 0 to 1 of the text; mean over those articles",
    "neutral": "statements brought by a verb that takes no side (`said`)",
    "doubting": "statements brought by a verb that leaves them open (`claimed`)",
    "endorsing": "statements brought by a verb that takes them as so (`acknowledged`)",
    "verbs": "the verbs, most frequent first, with their counts: `say 3, claim 1`",
}

QUOTE_COMPARISON = {
    **_WHO,
    "quotes": "quotations and statements attributed to the speaker in the group",
    "of": "all of the group's, whoever speaks",
    "share": "share of voice: `quotes` of `of`",
    "share_low": "lower end of the 95 % Wilson interval, as if statements were independent",
    "share_high": "upper end of the interval",
    "words": "words attributed to the speaker",
    "of_words": "all words attributed in the group",
    "word_share": "share of the group's attributed words",
    "word_share_low": "lower end of the 95 % interval, articles (of one: its statements) resampled",
    "word_share_high": "upper end of the interval; empty where nothing can be resampled",
    "doubting_share": "share of the speaker's statements brought by a doubting verb",
}

ALIGNED_QUOTES = {
    "utterance": "number of the utterance: tellings of the same words share it",
    "article_id": "the telling",
    "part": "`headline` or `text`",
    "start": "offset of the first character, in code points",
    "end": "offset after the last character",
    "quote": "this telling's words",
    "speaker": "who says it here, in the text's own words",
    "speaker_entity": "the resolved speaker here",
    "cue": "the word that attributes it here",
    "direct": "`direct`, `mixed` or `indirect`",
    "likeness": "share of the shorter one's words that the fullest has in the same order",
    "relation": "to the fullest telling: `fullest`, `same`, `cut`, `reworded`, `other speaker`",
}

SPEAKING = {
    "quote_counts": QUOTE_COUNTS,
    "quote_comparison": QUOTE_COMPARISON,
    "aligned_quotes": ALIGNED_QUOTES,
}
