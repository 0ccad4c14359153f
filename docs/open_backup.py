"""Open a backup of vpdesk without vpdesk, with tools that anybody has; docs/backups.md explains each step.

    pip install cryptography
    python open_backup.py "vpdesk 2026-11-25 18.20.07.vpbak" plain.db

It asks for the passphrase of the time of the backup and writes an ordinary SQLite database. ANYBODY CAN READ
THAT ONE: make it on an encrypted disk, and delete it when you are done.
"""

import base64, getpass, hashlib, hmac, json, sys, unicodedata, zipfile
from cryptography.hazmat.primitives.ciphers import Cipher, aead, algorithms, modes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

# 1. The passphrase opens a slot of the header (Argon2id, AES-256-GCM). In the slot is the vault key.
header = json.loads(zipfile.ZipFile(sys.argv[1]).read("header").split(b"\n")[2])
slot = next(slot for slot in header["slots"] if slot["kind"] == "passphrase")
words = " ".join(unicodedata.normalize("NFKC", getpass.getpass("Passphrase: ")).split()).encode()
m, t, p = map(slot["kdf"].get, ("memory", "iterations", "lanes"))
argon2 = Argon2id(length=32, salt=base64.b64decode(slot["salt"]), memory_cost=m, iterations=t, lanes=p)
wrapped = [base64.b64decode(slot.pop(name)) for name in ("nonce", "ciphertext")]
bound_to = json.dumps({"vault": header["vault"], **slot}, sort_keys=True, separators=(",", ":")).encode()
vault_key = aead.AESGCM(argon2.derive(words)).decrypt(*wrapped, bound_to)

# 2. Of it comes the key of the database (HKDF-SHA256), and of that the key of the seals (SQLCipher 4).
key = hmac.digest(hmac.digest(bytes(32), vault_key, "sha256"), b"vpdesk/1 database key\1", "sha256")
data = zipfile.ZipFile(sys.argv[1]).read("case.db")
seal_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in data[:16]), 2, 32)

# 3. A page of 4096 bytes ends with its vector (16) and a seal (64) over what is before it and its number.
with open(sys.argv[2], "wb") as plain:
    for number, end in enumerate(range(4096, len(data) + 1, 4096), start=1):
        body, iv, seal = data[end - 4096 or 16 : end - 80], data[end - 80 : end - 64], data[end - 64 : end]
        assert seal == hmac.digest(seal_key, body + iv + number.to_bytes(4, "little"), "sha512"), number
        page = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor().update(body)
        plain.write((b"" if number > 1 else b"SQLite format 3\0") + page + bytes(80))
