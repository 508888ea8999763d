"""What can go wrong with the index. Each message is a French sentence that says what to do."""


class IndexFaultError(Exception):
    """The index cannot be used as it is."""


class IndexMissingError(IndexFaultError):
    """No index was built in this folder."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"Aucun index dans « {folder} » : construisez-le avec « python -m index build ».")


class IndexStaleError(IndexFaultError):
    """The index was built from something else than what is here now."""

    def __init__(self, what: str) -> None:
        super().__init__(f"L'index ne correspond plus ({what}) : reconstruisez-le avec « python -m index build ».")


class IndexCorruptError(IndexFaultError):
    """A file of the index is damaged or gone."""

    def __init__(self, what: str) -> None:
        super().__init__(f"L'index est endommagé ({what}) : reconstruisez-le avec « python -m index build --force ».")


class EmbedderError(IndexFaultError):
    """The embedding model cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"Le modèle de plongements « {name} » ne se charge pas ({reason}) : vérifiez BOUSSOLE_EMBEDDER.")


class IndexUnwritableError(IndexFaultError):
    """The folder of the index cannot be written to."""

    def __init__(self, folder: object, reason: str) -> None:
        super().__init__(f"Impossible d'écrire l'index dans « {folder} » ({reason}) : vérifiez BOUSSOLE_DATA_DIR et l'espace libre.")
