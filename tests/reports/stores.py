"""The demo's offices as stores, saved line by line as a person would, for the tests of figures."""

from datetime import UTC, datetime

from gemtui import log, store
from gemtui.log import FixedClock, Ids
from gemtui.reference.demo import demo, fields, linked
from gemtui.store import Around, Edit, Identity, Incoming, Note

JANUARY_2024 = datetime(2024, 1, 10, 9, tzinfo=UTC)
JANUARY_2026 = datetime(2026, 1, 7, 9, tzinfo=UTC)


def create(folder, office, at=JANUARY_2024):
    """Return an empty store of an office, or of headquarters, whose clock stands still."""
    clock = FixedClock(at)
    around = Around(clock, Ids(clock), folder / office / "state", machine="test")
    return store.create(
        folder / f"{office}.db", Identity(office, "hq" if office == "ITU" else "field", "focal point"), around
    )


def office_store(folder, *names, at=JANUARY_2024):
    """Return the store of the office that the named demos are about, and the ids of its refs."""
    db = create(folder, demo(names[0])[0]["office"], at)
    return db, save(db, names)


def save(db, names, drawn=None):
    """Save demos into a store, with the ids drawn before for the refs of another; a ref that comes again corrects."""
    ids = {} if drawn is None else drawn
    made = {key for key in ids if key[0] == db.identity.office}

    def id_of(office, ref):
        return ids.setdefault((office, ref), db.around.ids.uuid7())

    for line in linked((line for name in names for line in demo(name)), id_of):
        key = (line["office"], line.get("ref"))
        at = {"new_id": id_of(*key)} if key[1] else {}
        if key in made:
            at = {"id": ids[key]}
        store.save(db, Edit(line["kind"], fields(line), **at))
        if key[1]:
            made.add(key)
    return ids


def send(source, target, at, period="2025"):
    """Merge everything that a field store holds into another store, as a bundle would, on a day."""
    target.around.clock.set(at)
    own = source.identity
    entries = sorted(
        store.log_entries(source),
        key=lambda entry: (entry.change.workspace, entry.change.home, entry.change.seq),
    )
    changes = [(entry.change, log.line(entry.change), entry.hash) for entry in entries]
    note = Note(
        "in",
        f"{len(changes):064x}",
        f"{own.office}.gem.zip",
        "merged",
        "submission",
        own.office,
        period,
        own.principal,
    )
    private = [(hashed, salt, value) for hashed, (salt, value) in store.private_items(source).items()]
    return store.merge(target, Incoming(changes, {own.workspace: own.principal}, private=private, note=note))
