"""Writes words.z: the words of jieba's dictionary that its corpus has ten times or more, with their counts (Debian 12: apt-get install python3-jieba; MIT licence, Copyright 2013 Sun Junyi)."""
import pathlib
import zlib

import jieba

LEAST = 10
LONGEST = 6

counts, total = {}, 0
for line in (pathlib.Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
    word, count, _ = line.split(" ")
    total += int(count)
    if int(count) >= LEAST and len(word) <= LONGEST and all(c >= "\u2e80" for c in word):
        counts[word] = int(count)

lines = [str(total)] + [f"{word} {count}" for word, count in sorted(counts.items())]
packed = zlib.compress("\n".join(lines).encode("utf-8"), 9)
(pathlib.Path(__file__).parent / "words.z").write_bytes(packed)
print(len(counts), "words,", len(packed), "bytes")
