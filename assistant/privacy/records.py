"""What the search for personal data hands over."""

from corpus.records import Record

KINDS = (
    "PERSONNE", "COURRIEL", "TELEPHONE", "ADRESSE", "CODE_POSTAL", "NAS", "CODE_PERMANENT", "RAMQ",
    "DATE_NAISSANCE", "ADRESSE_IP", "LIEN", "ECOLE",
)  # fmt: skip


class Finding(Record):
    """Something personal in a text: what it is, and from which character to which (the last not included)."""

    kind: str
    start: int
    end: int
