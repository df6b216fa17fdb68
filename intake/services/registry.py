"""Do the tables of municipalities agree with each other? For `intake check`, after somebody changed one."""

from collections import Counter
from collections.abc import Iterator

from intake.content import rules_dir
from intake.errors import ContentError
from intake.pictures.map import places
from intake.services.municipalities import register
from intake.services.references import letter_networks


def disagreements() -> Iterator[str]:
    """One sentence a fault. Raises ContentError for a table that cannot be read."""
    try:
        known, networks, tiles = register(), letter_networks(), places()
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise ContentError(
            f"{rules_dir()}: municipalities.csv, networks.csv of cartogram.csv is niet te lezen ({error!r}). "
            "Zet het bestand terug, of kijk kolommen en getallen na."
        ) from error
    mapped = {tile.name for tile in tiles}
    for name in sorted(known.keys() - mapped):
        yield f"{rules_dir() / 'cartogram.csv'}: {name} staat er niet in. Voeg een regel toe en bereken de kaart opnieuw."
    for name in sorted(mapped - known.keys()):
        yield f"{rules_dir() / 'cartogram.csv'}: {name} is geen gemeente. Gebruik de naam uit municipalities.csv."
    for cell, count in Counter((tile.column, tile.row) for tile in tiles).items():
        if count > 1:
            yield f"{rules_dir() / 'cartogram.csv'}: {count} gemeenten hebben zeshoek {cell}. Bereken de kaart opnieuw."
    for network in sorted({name for one in known.values() for name in one.networks} - networks.keys()):
        yield f"{rules_dir() / 'networks.csv'}: {network} staat er niet in, maar wel in municipalities.csv. Voeg het toe."
