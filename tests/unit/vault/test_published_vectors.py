"""Published vectors: what the vault builds on answers as its standards say."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from reporting.vault.notation import Unreadable, gcm_open, hkdf
from reporting.vault.xwing import PrivateKey

VECTORS = Path(__file__).parents[2] / "vectors"
AEADS = {1: AEAD.AES_128_GCM, 2: AEAD.AES_256_GCM, 3: AEAD.CHACHA20_POLY1305}


def load(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((VECTORS / name).read_text())
    assert found
    return found


def unhex(vector: dict[str, Any], *names: str) -> list[bytes]:
    return [bytes.fromhex(vector[name]) for name in names]


@pytest.mark.parametrize("vector", load("hpke_rfc9180.json"), ids=lambda v: f"aead{v['aead_id']}")
def test_hpke_opens_what_rfc_9180_sealed(vector: dict[str, Any]) -> None:
    secret, enc, ct, info, aad, pt = unhex(vector, "skRm", "enc", "ct", "info", "aad", "pt")
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEADS[vector["aead_id"]])
    key = X25519PrivateKey.from_private_bytes(secret)
    assert openssl.hpke._decrypt_with_aad(suite, enc + ct, key, info, aad) == pt


@pytest.mark.parametrize("vector", load("hpke_xwing.json"))
def test_our_keys_open_what_the_x_wing_draft_sealed(vector: dict[str, Any]) -> None:
    seed, public, enc, ct, info, aad, pt = unhex(vector, "skRm", "pkRm", "enc", "ct", "info", "aad", "pt")
    key = PrivateKey(seed)
    suite = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEADS[vector["aead_id"]])
    assert key.public.raw == public
    assert openssl.hpke._decrypt_with_aad(suite, enc + ct, key._hpke, info, aad) == pt


@pytest.mark.parametrize("vector", load("hkdf_rfc5869.json"))
def test_hkdf_answers_as_rfc_5869_says(vector: dict[str, Any]) -> None:
    ikm, salt, info, okm = unhex(vector, "IKM", "salt", "info", "OKM")
    assert hkdf(ikm, salt=salt or None, info=info, length=int(vector["L"])) == okm


@pytest.mark.parametrize("vector", load("argon2id_rfc9106.json"), ids=lambda v: v["memcost"])
def test_argon2id_answers_as_rfc_9106_says(vector: dict[str, Any]) -> None:
    password, salt, output = unhex(vector, "pass", "salt", "output")
    kdf = Argon2id(
        salt=salt,
        length=int(vector["length"]),
        iterations=int(vector["iter"]),
        lanes=int(vector["lanes"]),
        memory_cost=int(vector["memcost"]),
        secret=bytes.fromhex(vector["secret"]) if "secret" in vector else None,
        ad=bytes.fromhex(vector["ad"]) if "ad" in vector else None,
    )
    assert kdf.derive(password) == output


@pytest.mark.parametrize("vector", load("wycheproof_aes_gcm.json"), ids=lambda v: str(v["tcId"]))
def test_aes_gcm_accepts_and_refuses_as_wycheproof_says(vector: dict[str, Any]) -> None:
    key, iv, aad, msg, ct, tag = unhex(vector, "key", "iv", "aad", "msg", "ct", "tag")
    if vector["result"] == "valid":
        assert gcm_open(key, iv + ct + tag, aad) == msg
        assert AESGCM(key).encrypt(iv, msg, aad) == ct + tag
    else:
        with pytest.raises(Unreadable):
            gcm_open(key, iv + ct + tag, aad)
        with pytest.raises(InvalidTag):
            AESGCM(key).decrypt(iv, ct + tag, aad)
