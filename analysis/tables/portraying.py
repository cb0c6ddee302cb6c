"""The columns of the tables about one entity: who names it, and next to whom."""

NAMING_RATES = {
    "group": "what the caller grouped by",
    "articles_of": "articles of the group",
    "articles": "those whose text names the entity; 0 is a finding",
    "share": "`articles` of `articles_of`",
    "share_low": "lower end of the 95 % Wilson interval",
    "share_high": "upper end of it",
    "mentions": "mentions by name in the group's texts",
    "per_1000": "mentions per 1,000 words of the group",
    "per_1000_low": "lower end of the exact 95 % Poisson interval",
    "per_1000_high": "upper end of it",
}

COMPANY = {
    "article_id": "the article the evidence is in",
    "part": "`text`",
    "start": "offset of the first character of the sentence, in code points",
    "end": "offset after its last character",
    "entity": "another entity that the sentence names",
    "kind": "its kind",
}

COMPANY_COUNTS = {
    "entity": "the other entity",
    "kind": "its kind",
    "together": "sentences that name both",
    "expected": "sentences that would, if each were named in as many, but anywhere",
    "sentences_of": "sentences that name the other entity",
    "articles": "articles in which one sentence names both",
}

PORTRAYING = {
    "naming": NAMING_RATES,
    "company": COMPANY,
    "company_counts": COMPANY_COUNTS,
}
