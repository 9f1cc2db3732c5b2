"""Grows the SQLite database of a stopped server to a number of dossiers, each a copy of one of its own under another
code and key, spread over three years. For bench/server.mjs only: copies cannot be opened, only followed.

    python3 bench/grow.py DATA_DIR DOSSIERS CODES_FILE

CODES_FILE gets 20,000 of the codes, to be looked up.
"""

import random
import sqlite3
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

DAYS = 3 * 365
folder, wanted, codes_file = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
chance = random.Random(2026)
database = sqlite3.connect(folder / "nop-ho-so.sqlite")
database.execute("PRAGMA synchronous = OFF")
database.execute("PRAGMA cache_size = -400000")

columns = [name for _, name, *_ in database.execute("PRAGMA table_info(dossier)")]
models = database.execute(f"SELECT {', '.join(columns)} FROM dossier LIMIT 200").fetchall()
place = {name: columns.index(name) for name in columns}
agency = models[0][place["code"]].split("-")[0]
(there,) = database.execute("SELECT count(*) FROM dossier").fetchone()
midnight = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)
codes = []


def dossiers():
    """Rows of `dossier`; remembers their codes and times for `event`."""
    for number in range(wanted - there):
        row = list(models[number % len(models)])
        # Within its day: another day could have given the same serial already.
        day = midnight - timedelta(days=1 + number % DAYS)
        at = day + timedelta(seconds=chance.randrange(86_400))
        # A day has far fewer than a million, and a multiplier prime to it gives each its own number.
        serial = (number // DAYS * 619_067 + 271_828) % 1_000_000
        row[place["code"]] = f"{agency}-{at:%y%m%d}-{serial:06d}"
        row[place["key"]] = f"{chance.getrandbits(128):032x}"
        row[place["submitted_at"]] = int(at.timestamp() * 1000)
        codes.append((row[place["code"]], row[place["submitted_at"]], row[place["state"]]))
        yield row


marks = ", ".join("?" * len(columns))
with database:
    database.executemany(f"INSERT OR IGNORE INTO dossier ({', '.join(columns)}) VALUES ({marks})", dossiers())
    database.executemany(
        "INSERT OR IGNORE INTO event (code, number, state, actor, at) "
        "SELECT ?1, 1, ?3, 'citizen', ?2 WHERE EXISTS (SELECT 1 FROM dossier WHERE code = ?1)",
        codes,
    )
(count,) = database.execute("SELECT count(*) FROM dossier").fetchone()
database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
database.close()
codes_file.write_text("\n".join(code for code, *_ in chance.sample(codes, min(20_000, len(codes)))))
print(f"{count} dossiers, {sum(f.stat().st_size for f in folder.glob('nop-ho-so.sqlite*')) / 2**20:.0f} MB")
