"""Makes the certificates of an audit: certificates.py FOLDER good|bad.

good: an own authority and a leaf for localhost as a public authority would issue it (P-256, 80 days).
bad: the same with what an auditor has to refuse: RSA and two years.
"""

import datetime
import ipaddress
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def key_usage(**given):
    uses = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{use: given.get(use, False) for use in uses})


def main(folder, quality):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    good = quality == "good"
    start = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=1)
    authority_key = ec.generate_private_key(ec.SECP256R1())
    leaf_key = ec.generate_private_key(ec.SECP256R1()) if good else rsa.generate_private_key(65537, 2048)

    def builder(subject, public_key, days):
        return (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name("Lastgang audit"))
                .public_key(public_key).serial_number(x509.random_serial_number())
                .not_valid_before(start).not_valid_after(start + datetime.timedelta(days=days))
                .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), False))

    authority = (builder("Lastgang audit", authority_key.public_key(), 800)
                 .add_extension(x509.BasicConstraints(True, 0), True)
                 .add_extension(x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), False)
                 .add_extension(key_usage(key_cert_sign=True, crl_sign=True), True)
                 .sign(authority_key, hashes.SHA256()))
    addresses = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    leaf = (builder("localhost", leaf_key.public_key(), 80 if good else 730)
            .add_extension(x509.BasicConstraints(False, None), True)
            .add_extension(x509.SubjectAlternativeName(addresses), False)
            .add_extension(key_usage(digital_signature=True), True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False)
            .sign(authority_key, hashes.SHA256()))
    pem = serialization.Encoding.PEM
    secret = leaf_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "authority.pem").write_bytes(authority.public_bytes(pem))
    (folder / "chain.pem").write_bytes(leaf.public_bytes(pem))
    key_file = folder / "key.pem"
    key_file.unlink(missing_ok=True)
    key_file.touch(0o600)
    key_file.write_bytes(secret)


main(*sys.argv[1:])
