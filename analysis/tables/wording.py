"""The columns of the tables about words: counts, comparisons, house style, readability."""

_SPAN = {
    "article_id": "the article the evidence is in",
    "part": "`headline` or `text`",
    "start": "offset of the first character, in code points",
    "end": "offset after the last character",
}
_WORD = {
    "word": "the word as counted",
    "word_class": "`content`, `function` (a closed-class word such as `the`), `number` or `name`",
}
_RATES = {
    "per_1000": "occurrences per 1,000 words of the group",
    "per_1000_low": "lower end of the exact 95 % Poisson interval",
    "per_1000_high": "upper end of the exact 95 % Poisson interval",
}

WORD_COUNTS = {
    "group": "what the caller grouped by: an article, an outlet, a period",
    **_WORD,
    "n": "occurrences in the group; 0 is a finding",
    **_RATES,
    "articles": "articles of the group that use the word",
}

WORD_COMPARISON = {
    "group": "the group compared with all others",
    **_WORD,
    "n": "occurrences in the group; where stories are known, in those that others tell too",
    "n_rest": "occurrences in all other groups, over the same stories",
    **_RATES,
    "per_1000_rest": "occurrences per 1,000 words of the others",
    "per_1000_rest_low": "lower end of the exact 95 % Poisson interval",
    "per_1000_rest_high": "upper end of the exact 95 % Poisson interval",
    "articles": "articles of the group that use the word",
    "articles_rest": "articles of the others that use the word",
    "lrc": "log2 ratio of the rates at the interval's bound nearest 0 (Evert 2022)",
    "lrc_low": "lower bound of the log2 ratio",
    "lrc_high": "upper bound of the log2 ratio",
    "g2": "signed log-likelihood ratio over four cells",
    "jsd": "the word's part of the Jensen-Shannon divergence between group and rest, in bits",
    "dpnorm": "spread over all articles, 0 evenly to 1 in one article only (Gries 2008)",
    "z": "Fightin' Words z-score (Monroe et al. 2008); empty unless a prior was asked for",
    "excess": "uses beyond the group's share of each story's words; empty where nothing was tested",
    "p": "two-sided p of the permutation test; empty where no test is possible",
    "q": "Benjamini-Hochberg q of the permutation test; empty where no test is possible",
    "verdict": "`more`, `less`, `no clear difference` or `descriptive only`",
}

SHARED_WORDS = {
    **_WORD,
    "state": "`all` groups use it, `some`, or `one` only",
    "group": "the one group that uses it; else empty",
    "groups": "how many groups use it",
    "n": "occurrences in all groups",
}

WORD_NOISE = {
    "group": "the group compared with all others",
    "word_class": "the class of word counted",
    "rule": "`lrc` (conservative log ratio above 0), `g2` (signed G2 above 3.84, uncorrected) or "
    "`only` (no other group uses it)",
    "flagged": "words the rule flags as used more by the group",
    "chance": "how many it flags on average when the groups are dealt out at random",
    "chance_high": "how many it flags in all but the worst 5 % of the deals",
    "shuffles": "how often they were dealt out",
    "unit": "what was dealt out: `articles`, `articles within stories` or `runs of 25 words`",
}

HOUSE_STYLE = {
    **_SPAN,
    "layer": "`courtesy title`, `abbreviation`, `spelling`, `dateline`, `byline`, `boilerplate` "
    "or `typography`",
    "feature": "what can be written in several ways, such as `-ise / -ize`",
    "choice": "which way this text writes it",
    "found": "the characters that show it",
}

HOUSE_STYLE_COUNTS = {
    "group": "what the caller grouped by",
    "layer": "the layer of house style",
    "feature": "what can be written in several ways",
    "choice": "one of the ways",
    "n": "how often the group writes it this way; 0 is a finding",
    "of": "how often the group had the choice",
    "articles": "articles that write it this way at least once",
    "articles_of": "articles that had the choice",
    "share": "articles of articles_of; empty where none had the choice",
    "share_low": "lower end of the share's 95 % Wilson interval",
    "share_high": "upper end of it",
}

READABILITY = {
    "group": "what the caller grouped by",
    "measure": "`lix`, `words per sentence`, `long words (%)`, `mattr`, `mtld` or `hdd`",
    "value": "the measure of the group's texts; empty where they are too short for it",
    "value_low": "lower end of the 95 % bootstrap interval; empty where nothing could be resampled",
    "value_high": "upper end of it",
    "words": "words measured",
    "sentences": "sentences measured",
    "articles": "articles measured",
    "resampled": "what the interval resamples: `articles`, `sentences` (few articles) or nothing",
}

INVENTORY = {
    "group": "the outlet, or what the caller grouped by",
    "articles": "its articles",
    "words": "words in all its texts",
    "words_median": "words in its middle article",
    "words_median_low": "words in its shortest article",
    "words_median_high": "words in its longest article",
    "dated": "its articles with a date",
    "first_published": "its earliest date, UTC; empty where none has a date",
    "last_published": "its latest date, UTC; empty where none has a date",
    "headlines": "its articles with a headline",
    "stories": "stories it tells; 0 where stories are not known",
    "shared_stories": "of these, stories that others tell too",
}

VOLUME = {
    "group": "the outlet, or what the caller grouped by",
    "period": "first moment of the period, UTC",
    "unit": "`day`, `week` (from Monday), `month` or `year`",
    "articles": "articles published in it; 0 is a finding",
}

WARNINGS = {
    **_SPAN,
    "warning": "what may be wrong with the article",
    "detail": "what was found, where that says more",
}

WARNING_COUNTS = {
    "warning": "what may be wrong",
    "articles": "articles it concerns",
    "share": "of all articles",
    "detail": "the most frequent details",
}

PRECEDENCE = {
    "group": "the outlet, or what the caller grouped by",
    "stories": "dated stories it tells that others tell too, in which someone is known to be first",
    "ran_first": "of these, stories in which it is known to be first",
    "share": "ran_first of stories; empty where there are none",
    "share_low": "lower end of the share's 95 % Wilson interval",
    "share_high": "upper end of it",
    "expected": "how often it would be first if its place in each story were drawn at random",
    "open": "further stories whose dates are too coarse to tell who was first",
    "hours_after": "median hours after the story's first article; empty where only days are known",
}

WORDING = {
    "word_counts": WORD_COUNTS,
    "word_comparison": WORD_COMPARISON,
    "shared_words": SHARED_WORDS,
    "word_noise": WORD_NOISE,
    "house_style": HOUSE_STYLE,
    "house_style_counts": HOUSE_STYLE_COUNTS,
    "readability": READABILITY,
    "inventory": INVENTORY,
    "volume": VOLUME,
    "warnings": WARNINGS,
    "warning_counts": WARNING_COUNTS,
    "precedence": PRECEDENCE,
}
