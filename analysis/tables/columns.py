"""The columns of every table, in order, and what each means; `docs/tables.md` is made from this."""

from analysis.tables.naming import NAMING
from analysis.tables.portraying import PORTRAYING
from analysis.tables.sharing import SHARING
from analysis.tables.speaking import SPEAKING
from analysis.tables.wording import WORDING

_SPAN = {
    "article_id": "the article the evidence is in",
    "part": "`headline` or `text`",
    "start": "offset of the first character, in code points",
    "end": "offset after the last character",
}

_CLAUSE = {
    "noun": "lemma of the noun the words belong to: what is counted, measured or dated",
    "verb": "lemma of the verb above them, with its particle",
    "entities": "names in the same clause, joined by ` | `",
    "context": "lemmas of the content words of the same clause",
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
    "notes": "what was decided while reading it: dates left empty, ids lengthened, zones assumed",
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
    "form": "`title`, `apposition`, `role`, `modifier`, `copula` or `description`",
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
    "gaps": "offsets in the span that are not said (`she said` between): `start-end start-end`",
    "speaker_form": "`name`, `pronoun`, `role`, or empty where nobody is named",
    "verb": "the cue's dictionary form; empty where there is none",
    "act": "`speech`, `writing`, `thought`, `wish`, `judgement` or `evidence`",
    "stance": "what the cue lets on of the truth: `neutral`, `doubting`, `endorsing`, or empty",
}

FACTS = {
    **_SPAN,
    "stated": "the words that state it",
    "kind": "`count`, `percent`, `money`, `age`, `duration`, `distance`, `ordinal`, `place` ...",
    "low": "the least value the words allow",
    "high": "the greatest value the words allow; infinite after `more than`",
    "value": "the value as stated, before its hedge and its last digit are heard",
    "unit": "unit of low, high and value: a unit of measure, a currency, what is counted",
    "hedge": "`about`, `at least`, `at most`, `more than`, `less than`, or empty",
    "about": "what it is about: noun, verb and entities",
    **_CLAUSE,
}

CLAIMS = {
    "claim_id": "one slot that at least one telling fills",
    "about": "what the slot is about",
    "kind": "kind of fact",
    "state": "`agree`, `coarser`, `conflict`, `only` or `not comparable`",
    "reason": "why the state is what it is",
    **_SPAN,
    "stated": "this telling's words; empty where it says nothing",
    "also": "other words of this telling for the same, joined by `; `",
}

SENTENCE_MATCHES = {
    **_SPAN,
    "statement": "number of the statement: sentences that tell the same share it",
    "told": "`also told` by others or `only here`",
    "told_by": "the other articles that tell it, joined by ` | `",
    "match_id": "the article of the most similar sentence elsewhere; empty where none is close",
    "match_part": "part of that article the sentence is in",
    "match_start": "where that sentence starts; empty where none is close",
    "match_end": "offset after it",
    "similarity": "cosine of the two sentences' weighted words and names, 0 to 1",
}

COVERAGE = {
    "statement": "number of the statement, in the order the articles tell it",
    "article_id": "the telling",
    "sentences": "its sentences that tell the statement; 0 is a finding",
    "start": "offset of the first of them in `text`; empty where there is none",
    "end": "offset after it",
}

TIMELINE = {
    **_SPAN,
    "stated": "the words that tell when",
    "earliest": "the earliest moment they allow, UTC",
    "latest": "the latest moment they allow, UTC",
    "precision": "`minute`, `hour`, `day`, `week`, `month`, `year`, or `relative`",
    "about": "what happened then",
    **_CLAUSE,
}

TABLES: dict[str, dict[str, str]] = {
    "articles": ARTICLES,
    "rejects": REJECTS,
    "files": FILES,
    "sentences": SENTENCES,
    "words": WORDS,
    "tokens": TOKENS,
    "names": NAMES,
    **WORDING,
    "mentions": MENTIONS,
    "entity_counts": ENTITY_COUNTS,
    "labels": LABELS,
    **NAMING,
    "emphasis": EMPHASIS,
    "quotes": QUOTES,
    **SPEAKING,
    "facts": FACTS,
    "claims": CLAIMS,
    **SHARING,
    **PORTRAYING,
    "timeline": TIMELINE,
    "sentence_matches": SENTENCE_MATCHES,
    "coverage": COVERAGE,
}
