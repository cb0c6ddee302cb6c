"""The tables about names that go beyond the core: reasons, and labels compared."""

ENTITY_REASONS = {
    "mention": "the words; for the row `kind` the entity",
    "rule": "the rule that decided",
    "mentions": "mentions in these words by this rule, headline and text",
    "articles": "articles they stand in",
    "reason": "what the rule saw, in words",
}

LABEL_COUNTS = {
    "group": "what the caller grouped by",
    "entity": "the resolved entity that is described",
    "label": "what it is called, without an article in front",
    "n": "how often the group calls it so",
    "articles": "articles of the group that do",
}

LABEL_COMPARISON = {
    "entity": "the resolved entity that is described",
    "group": "what the caller grouped by",
    "labels": "what the group calls it, most used first, joined by ` | `; empty where nothing",
    "n": "how often the group gives it a label; 0 is a finding",
}

NAMING = {
    "entity_reasons": ENTITY_REASONS,
    "label_counts": LABEL_COUNTS,
    "label_comparison": LABEL_COMPARISON,
}
