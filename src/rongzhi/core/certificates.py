"""Whether a certificate signature stands: who signed, by whose certificate, and that it signs this very text."""

import base64
import binascii
from collections.abc import Iterable
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa


class NotCertified(ValueError):
    """The signature does not stand; the text says why."""


def signer_of(
    text_hash: str, *, signature: str, certificate: str, anchors: Iterable[str], at: datetime
) -> str:
    """The subject (RFC 4514) whose certificate signed `text_hash` (hex, as UTF-8 text).

    `signature` is base64 (RSA PKCS #1 v1.5 or ECDSA, SHA-256), `certificate` and each of `anchors` PEM. The
    certificate must be valid at `at` and issued by one of the anchors. Raises NotCertified.
    Source: 电子签名法 Art. 13 (own data, sole control, any change of signature or text can be seen).
    """
    try:
        found = x509.load_pem_x509_certificate(certificate.strip().encode())
        mark = base64.b64decode(signature.strip(), validate=True)
    except (ValueError, binascii.Error):
        raise NotCertified("the certificate or the signature cannot be read") from None
    if not found.not_valid_before_utc <= at.astimezone(UTC) <= found.not_valid_after_utc:
        raise NotCertified("the certificate is not valid on that day")
    if not any(_issued_by(found, anchor) for anchor in anchors):
        raise NotCertified("the certificate was not issued by anybody whom the county trusts")
    key = found.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(mark, text_hash.encode(), padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(mark, text_hash.encode(), ec.ECDSA(hashes.SHA256()))
        else:
            raise NotCertified("this kind of key is not known")
    except InvalidSignature:
        raise NotCertified("the signature is not of this text") from None
    return found.subject.rfc4514_string()


def _issued_by(found: x509.Certificate, anchor: str) -> bool:
    try:
        found.verify_directly_issued_by(x509.load_pem_x509_certificate(anchor.encode()))
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
