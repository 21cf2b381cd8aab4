"""Why a document could not be signed, as one sentence for the person who tried."""

from __future__ import annotations

from pipeline.findings import Lang
from pipeline.record.tanda_tangan import KunciPenanda


class SignFault(Exception):
    """A refusal that its reader can mend; nothing was written. Holds no secret."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(indonesian)
        self.indonesian = indonesian
        self.english = english

    def say(self, lang: Lang) -> str:
        """The sentence in the language asked for."""
        return self.indonesian if lang == "id" else self.english


def wajib(key: KunciPenanda, name: str) -> str:
    """A setting that this kind of key cannot do without; SignFault where it is empty."""
    value: str | None = getattr(key, name)
    if not value:
        raise SignFault(
            f"Kunci “{key.pejabat}” di inputs/tanda-tangan.yaml memerlukan {name}.",
            f"Key “{key.pejabat}” in inputs/tanda-tangan.yaml needs {name}.",
        )
    return value
