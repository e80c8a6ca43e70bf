"""Signatures by certificate: whose, of which text, issued by whom, and when."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from rongzhi.core.certificates import NotCertified, signer_of

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TEXT = "ab" * 32


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def issued(subject, key, *, issuer, by, days=30):
    builder = x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(NOW - timedelta(days=1)).not_valid_after(NOW + timedelta(days=days))
    return builder.sign(by, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def signed(key, text=TEXT):
    if isinstance(key, rsa.RSAPrivateKey):
        mark = key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    else:
        mark = key.sign(text.encode(), ec.ECDSA(hashes.SHA256()))
    return base64.b64encode(mark).decode()


CA = ec.generate_private_key(ec.SECP256R1())
ANCHOR = issued("CA", CA, issuer="CA", by=CA, days=300)
KEYS = {"ec": ec.generate_private_key(ec.SECP256R1()), "rsa": rsa.generate_private_key(65537, 2048)}


@pytest.mark.parametrize("kind", KEYS)
def test_signature_of_the_text_names_its_signer(kind):
    certificate = issued("张三", KEYS[kind], issuer="CA", by=CA)

    found = signer_of(TEXT, signature=signed(KEYS[kind]), certificate=certificate, anchors=[ANCHOR], at=NOW)

    assert found == "CN=张三"


def test_what_does_not_stand_is_refused():
    key = KEYS["ec"]
    certificate = issued("张三", key, issuer="CA", by=CA)
    good = {"signature": signed(key), "certificate": certificate, "anchors": [ANCHOR], "at": NOW}
    stranger = ec.generate_private_key(ec.SECP256R1())

    for change in (
        {"signature": signed(key, "other text")},
        {"signature": signed(stranger)},
        {"signature": "not base64!"},
        {"certificate": "nothing"},
        {"certificate": issued("张三", key, issuer="CA", by=stranger)},
        {"anchors": []},
        {"at": NOW + timedelta(days=60)},
        {"at": NOW - timedelta(days=60)},
    ):
        with pytest.raises(NotCertified):
            signer_of(TEXT, **{**good, **change})
