"""What people call the parts of a data set: training, validation and test, in the common spellings. (stdlib only)"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

SPLITS = ("train", "validation", "test")
WORDS = {
    "train": ("train", "training", "traning", "trn", "trainval", "base", "background", "训练", "訓練"),
    "validation": ("val", "valid", "validation", "validate", "dev", "devel", "development", "验证", "驗證"),
    "test": ("test", "testing", "tst", "eval", "evaluation", "novel", "holdout", "测试", "測試"),
}
"""Words that name a part by themselves."""
_SPLIT_OF = {word: split for split, words in WORDS.items() for word in words}
_AROUND = re.compile(
    "meta|images?|imgs?|pictures|pics|set|data|dataset|split|subset|part|class|classes|few|shot|fewshot|labels?|lists?|annotations|csv|json|"
    "files|filelists?|mini|small|large|full|x\\d+|集"
)
"""Words that may stand beside one of them: meta-train, images_background, train_labels."""
_GLUED = re.compile(rf"(meta|images|img)?({'|'.join(sorted(_SPLIT_OF, key=len, reverse=True))})(set|data|images|classes|集)?")
_YEAR = re.compile(r"(19|20)\d\d$")


def normalized(text: str) -> str:
    """`text` in the normal form in which names are compared: file systems and tables write accents in two ways."""
    return unicodedata.normalize("NFC", text)


def split_of(name: str) -> str:
    """The part (of `SPLITS`) that a file or folder called `name` (without suffix) holds; '' where the name is none of a part."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", normalized(name))  # MetaTrain
    words = [w for w in re.split(r"[\W_]+", spaced.casefold()) if w and not (w.isdigit() and len(w) <= 2)]
    found = []
    for word in words:
        word = _YEAR.sub("", word)
        unnumbered = word.rstrip("0123456789")
        if not word or _AROUND.fullmatch(word) or _AROUND.fullmatch(unnumbered):
            continue
        match = _GLUED.fullmatch(unnumbered)
        if match is None:
            return ""
        found.append(_SPLIT_OF[match[2]])
    return found[0] if len(set(found)) == 1 else ""


def assigned_splits(names: Iterable[str]) -> dict[str, str]:
    """The part that each of `names` holds, those that name none left out; eval beside test is the validation part."""
    found = {name: split for name in names if (split := split_of(name))}
    tests = [name for name, split in found.items() if split == "test"]
    evaluations = [name for name in tests if "eval" in name.casefold()]
    if evaluations and len(evaluations) < len(tests) and "validation" not in found.values():
        found |= dict.fromkeys(evaluations, "validation")
    return found
