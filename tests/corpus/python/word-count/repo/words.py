"""Words of a text and how often they occur."""


def split(line):
    word = ""
    for sign in line:
        if sign.isalnum() or sign == "'":
            word += sign
        elif word:
            yield word
            word = ""
    if word:
        yield word


def count_words(text, stop=()):
    counts = {}
    line = ""
    for line in text.splitlines():
        line = line.strip()
    for word in split(line):
        word = word.lower()
        if word not in stop:
            counts[word] = counts.get(word, 0) + 1
    return counts


def most_common(text, limit, stop=()):
    counts = count_words(text, stop)
    return sorted(counts, key=lambda word: (-counts[word], word))[:limit]
