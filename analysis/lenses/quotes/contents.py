"""What is said: the part of a sentence that a cue brings, over the parse."""

from analysis.lenses.quotes.cues import CLAUSE, INFINITIVE, OBJECT, Cue, find_cue
from analysis.lenses.quotes.parsed import Parsed, split_rows

# Dependents of the cue that say when, where or how it was said, not what.
_ASIDES = frozenset(
    "punct cc conj aux auxpass neg prt agent mark npadvmod advmod advcl parataxis".split()
)
# After a comma these mostly bring what the teller adds: `..., which opened in 1971`.
_TELLER = frozenset({"which", "who", "whose"})


def find_content(part: Parsed, verb: int, entry: Cue) -> tuple[list[list[int]], int | None]:
    """The pieces that hold what is said, and the preposition that brings them, if one does."""
    if CLAUSE in entry.takes:
        clause = _find_clause(part, verb)
        if clause:
            return clause, None
    if INFINITIVE in entry.takes and (to := part.child(verb, "xcomp")) is not None:
        thing = part.child(verb, "dobj")
        asked = [part.subtree(thing)] if thing is not None and verb < thing < to else []
        return [*asked, _cut_off(part, verb, part.subtree(to))], None
    if OBJECT in entry.takes:
        thing = part.child(verb, "dobj", "oprd")
        if thing is not None:
            return _find_object(part, verb, thing), None
    for child in part.children[verb]:
        if child > verb and part.dep[child] == "prep" and part.lemma[child] in entry.takes:
            content = [t for t in part.subtree(child) if t != child]
            if content:
                return [_cut_off(part, verb, _run_on(part, verb, child, content))], child
    bringing = verb + 1
    if bringing < len(part) and part.lemma[bringing] in entry.takes:
        for child in part.children[verb]:
            branch = part.subtree(child)
            if branch[0] == bringing and len(branch) > 1:
                return [_cut_off(part, verb, branch[1:])], bringing
    return [], None


def _find_clause(part: Parsed, verb: int) -> list[list[int]]:
    """The clause a verb of saying takes: after it, before it, or around it."""
    clauses = [c for c in part.children[verb] if part.dep[c] == "ccomp"]
    after = [c for c in clauses if c > verb]
    aside = _is_aside(part, verb)
    if after and not aside:
        tokens = [t for t in part.subtree(after[0]) if t > verb]
        return [_cut_off(part, verb, tokens)]
    if clauses:
        tokens = part.subtree(clauses[0])
        return split_rows(tokens) if aside else [[t for t in tokens if t < verb]]
    if part.dep[verb] == "parataxis" or (part.dep[verb] == "ccomp" and verb < part.head[verb]):
        return _find_host(part, verb)
    for child in part.children[verb]:
        first = min(part.subtree(child))
        if part.dep[child] == "advcl" and child > verb and part.lemma[first] in {"whether", "if"}:
            asked = part.lemma[first] == "whether" or part.lemma[verb] in {"ask", "wonder"}
            return [_cut_off(part, verb, part.subtree(child))] if asked else []
    return _find_host(part, verb) if _is_comparison(part, verb) else []


def _is_comparison(part: Parsed, verb: int) -> bool:
    """Whether a tag comes with `as`: `as Lee reported`, not `as if` and not `as Lee sold it`."""
    if part.dep[verb] != "advcl" or part.child(verb, "dobj", "prep", "nsubjpass") is not None:
        return False
    words = [part.lemma[child] for child in part.children[verb] if child < verb]
    return "as" in words and "if" not in words


def _find_host(part: Parsed, verb: int) -> list[list[int]]:
    """The clause that a tag hangs on, without the tag: `Sales rose, as Lee reported`."""
    inside = set(part.subtree(verb))
    return split_rows([t for t in part.subtree(part.head[verb]) if t not in inside])


def _is_aside(part: Parsed, verb: int) -> bool:
    """Whether the tag stands between commas inside what is said: `Sales, he said, were great`."""
    subject = part.child(verb, "nsubj")
    if subject is None:
        return False
    block = [verb, *part.subtree(subject)]
    first, last = min(block), max(block)
    before = part.word(first - 1) if first else ""
    after = part.word(last + 1) if last + 1 < len(part) else ""
    return before in {",", "-", "–", "—", "--"} and after in {",", "-", "–", "—", "--"}


def _find_object(part: Parsed, verb: int, thing: int) -> list[list[int]]:
    """An object and what follows it in the verb's phrase: `described X as Y`, `whom he calls Y`."""
    branch = part.subtree(thing)
    if thing < verb:
        more = next(
            (
                part.subtree(c)
                for c in part.children[verb]
                if c > verb and part.dep[c] not in _ASIDES
            ),
            [],
        )
        return [branch, more]
    return [_cut_off(part, verb, _run_on(part, verb, thing, [t for t in branch if t > verb]))]


def _run_on(part: Parsed, verb: int, thing: int, tokens: list[int]) -> list[int]:
    """A phrase and those right after it that belong to the verb too: `called him "a liar"`."""
    last = max(tokens)
    for child in part.children[verb]:
        if child <= thing or part.dep[child] in _ASIDES:
            continue
        branch = part.subtree(child)
        between = range(last + 1, min(branch))
        if min(branch) > last and all(part.tag[t] in {"``", "''"} for t in between):
            last = max(branch)
    return list(range(min(tokens), last + 1))


def _cut_off(part: Parsed, verb: int, tokens: list[int]) -> list[int]:
    """The content up to where the teller reports something else: `, adding that`, `but said`."""
    for n, token in enumerate(tokens):
        if n and _starts_another(part, verb, tokens, n):
            return tokens[:n]
        if n and token - tokens[n - 1] > 1 and token > verb > tokens[n - 1]:
            return tokens[:n]
    return tokens


def _starts_another(part: Parsed, verb: int, tokens: list[int], n: int) -> bool:
    token, before = tokens[n], tokens[n - 1]
    word = part.word(token).lower()
    if part.tag[token] == "VBG" and part.tag[before] == "''" and part.word(before - 1) == ",":
        return True
    if part.word(before) == ",":
        if word == "according" or (word in _TELLER and verb < token):
            return True
        if part.tag[token] == "VBG" and part.dep[token] in {"advcl", "acl", "conj"}:
            entry = find_cue(part, token)
            return entry is not None and CLAUSE in entry.takes
    if part.pos[token] == "CCONJ" and n + 1 < len(tokens):
        following = tokens[n + 1]
        entry = find_cue(part, following)
        return (
            entry is not None
            and CLAUSE in entry.takes
            and part.tag[following] == part.tag[verb]
            and part.dep[following] == "conj"
        )
    return False
