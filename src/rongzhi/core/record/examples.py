"""Published examples of the suites, for the self-check at start."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A published example: what is sealed to what, and the hash of "abc"."""

    key: bytes
    nonce: bytes
    aad: bytes
    plain: bytes
    sealed: bytes
    digest_of_abc: bytes


_AAD = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

EXAMPLES = {
    # McGrew and Viega, The Galois/Counter Mode of Operation, test case 16; FIPS 180-2, appendix B.1
    1: Example(
        key=bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2),
        nonce=bytes.fromhex("cafebabefacedbaddecaf888"),
        aad=_AAD,
        plain=bytes.fromhex(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
        ),
        sealed=bytes.fromhex(
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
        digest_of_abc=bytes.fromhex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ),
    # RFC 8998, appendix A.1; GB/T 32905-2016, appendix A.1
    2: Example(
        key=bytes.fromhex("0123456789abcdeffedcba9876543210"),
        nonce=bytes.fromhex("00001234567800000000abcd"),
        aad=_AAD,
        plain=bytes.fromhex(
            "aa" * 8 + "bb" * 8 + "cc" * 8 + "dd" * 8 + "ee" * 8 + "ff" * 8 + "ee" * 8 + "aa" * 8
        ),
        sealed=bytes.fromhex(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
            "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
            "83de3541e4c2b58177e065a9bf7b62ec"
        ),
        digest_of_abc=bytes.fromhex("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    ),
}
