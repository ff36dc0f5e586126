"""Known answers, computed at every start: a library built without a primitive must not serve a student.

The thread, envelope and receipt are those of the format's own vectors; the rest is from the RFCs.
"""

from collections.abc import Callable

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from reporting.model.kind import Kind
from reporting.vault.authorship import verify_reporter
from reporting.vault.envelope import Context, Envelope, open_envelope
from reporting.vault.notation import Unreadable, hkdf
from reporting.vault.receipts import keys_of
from reporting.vault.signing import SigningKey, verify
from reporting.vault.thread_keys import ThreadKeys
from reporting.vault.words import WordListDamaged, word_lists


class KnownAnswerFailed(RuntimeError):
    """Cryptography on this machine gives wrong answers. Install the pinned packages again."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"the known answer of {name} failed; install the pinned packages again"
            " (cryptography 50 or later, built with OpenSSL 3.5 or later)"
        )
        self.name = name


def check() -> None:
    """Raises KnownAnswerFailed. About 2 ms."""
    for name, agrees in _ANSWERS.items():
        if not _holds(agrees):
            raise KnownAnswerFailed(name)


def _holds(agrees: Callable[[], bool]) -> bool:
    try:
        return agrees()
    except (Unreadable, UnsupportedAlgorithm, ValueError, WordListDamaged):
        return False


_DISTRICT = bytes(range(16))
_CASE_ROOT = bytes(range(0x40, 0x60))
_SHRED_KEY = bytes(range(0x60, 0x80))
_MESSAGE = bytes(range(0x80, 0x90))
_THREAD = bytes.fromhex("5845eb592d11650dedef07b039abec12")
_PAYLOAD = b'{"at":1790000000,"text":"hola"}'
_STRETCHED = bytes.fromhex("883fcae7c3611a3ef25060a73d90605930f369dd95601444add8963db5344922")
_LOOKUP = bytes.fromhex("dde77e8942136c6b9ab4734d3fdf80ff")
_ENVELOPE = bytes.fromhex(
    "0101223efef42238906557f3b6a37fac820706ec19de48ea8d437acf4ab7f5c0156300000210062dff9da6238eb88486"
    "4fa2bf791f63ffe936bff074948ccad2c8db57094a22c0dff22dfd89f62688be226434c58a94a63bf413734d45a29a11"
    "deb809ce1461138ed1b85df0ac8c05c1ff13bdf11fb69fe42c350a002986a54946fc131eb5092558644a563ae8893ff3"
    "156b5f5fb18d485df135a978f2dfc964f18e329562a10cbb9544a7c1f23df70d352fe401ad94dc628118401e413a4709"
    "2f1af8d99bf8efe2242788d03dad2137ed929ea13e57ea1820088a5adba16bf7a0944c4bc385cd612977123cb95c5e61"
    "d399211ba1f45e9907d0955b27986b2244654e7b156edc4ab077582497425073a263928f0d115cf291e36569f429b5fa"
    "82a213d806add5927f2b4890af4394a55ff7dc0746e00ae8c976d44f6baffa8f773f9bc25fbec4c81f579ce0e20c1176"
    "f99e1925c0c7caf7558c3805211748277913739c9caf47c0a19465a4d9d22c9fe52a8371ec80eb6b2e7a951dcc2ac207"
    "64fd76922cb2f048df6479a81542bf95ae63ddd1612ee507e56db26bfda129fa8f61750f1b921c948fb66bec66a9c0ad"
    "bf7c9237e990ee270fd87b92750a8040e3a8cff1671e9d28fad9775898bb03117c343b6caae1086a27cecc344d37afe7"
    "105b09b41e2d7f7dcea08f7df96c7fd0466bc8e64e7e3cbfa62d732f6b0344c8a037b356201fb0c080c152e250edd46f"
    "095883253492baa0c048c6864f5c0e956e97df8f9c5bde64753d56e2ce835774d0953505c4f401539441a335e2923551"
    "27a6fab52718464a9abeafac640a56087adeeff9b5c9940464bb8a6028989ef0e194cef61e7268165dd428fd76c19d11"
    "51b4d9549157938a035a0c195b49acf1aa8e1ae52de636bc2f3705dad786dd3f9a0f09a365d2a9c15ce81625a9dc3cdf"
    "89e097795418e46cb48603c979d222666cb20d3cafc79966cb6dfc576c256bd1f84647db12f1e6fb6d2437ebf562da22"
    "2dce392e0e9ec5a6bee75c933ec841bb2b0930e280ea60291d21891a04a2275447f20f9dc1afb7e44941442b454928dd"
    "0416a1d737315ff0f3be48788eaa6bbb7b981b3b6ee0082ecd2d175f2a71f7aa76344edd83efa74d11989e44c4c7caba"
    "4877c3806d404d36998ddb8615f0a8fd949989ecef74d48d51f6489077375ca51dc0f28cf589a077ef75c684a5adc744"
    "14052f528b717591bd24c816fbba6c72e2afd3d9ef060057f233e8196419e2e86a30ac317356af264f90140c99dc3410"
    "caedba9eef5da17082f9ad087ec791c15b318f86cc902a10ebfb00a765048219d2d092d53ec300bb5bc81b574c2a10b7"
    "72b320a571c775020f7b213bfea971d596f60e179c3d3ebe235b17ab3d6d23c678954107049f0471a98085e838352908"
    "9f3a8e9a76aa9f37ea8f0575376125ab28fb9f7afd91174c98b6083fb76e40b8ea77603f85f4d434943c3c4f7cf78d25"
    "c318e96c321ca38ea5783cdb22b33777fedee7f4ea7d6af4f033fbffa504cf59146d5613aaee33950eac3f9c6dd28098"
    "6ba760bfccdc7fbf836c81aee1cf5433e7c1279d5e2baab159c14e946393849adafdbd2a4330b3a7ae3370f20fb3c1da"
    "1d23bd1c1613d7eb608efb774947be383a27fdd4bd72b661d685355f1a89202c8723ef48ef6ba61d4a13c041e599d297"
    "358e577d645f55514c02f468c8d57620aac7a5651fd7b1df725ae4f48909dee0f11835747bff4353a75eed15fd77ec22"
    "b12afd7d8786a6d919c0da74d98abc5fc33ee4fa6580ed4a30e94d03479766dd3086f8a24328881aff15cff649286cd5"
    "0c6e8a6c87f2c41af8e08b8a7f3ad85f9121e5e6edd831e15cc0c95a6ddd9c44cb7bab6fb8391e01b8a9bbf1d259f280"
    "2ed60720b8fd0d2ae1ac910d31defe56a9ee6559911d4d9fa54671f7e05a142e16229443abc194e61b22b4e8cc35bfab"
    "1f8bb64fcbc0f5a983dd47e79b59f7db5290881268927fdb4eca4c0648730ba80d8d3af1cdf00b42a515008ddac6883c"
    "04acf6734c0f2601d302c3d1fdea858ce8a7b263fb87ef3076cfb517f945e878abc321e03b9d14c888efdbc410a55bbf"
    "48eed41f85c668e61d199d37578fade0e8be35ceaec32ea4f48c734dd24ba578be68bb612498ce380cb422f969483362"
    "09c0e3eae874cddf0e513dabc24183d3da240356547f5a7364c25c41976ad2704ee7af6290b02b229c803b2ba437a9ed"
    "91d714274d6515a084fd4dc5efe76fc6ec397ab5ee155a7408bf78cd24ae1df5aaaa1f04f426a28576d9f94a2efaca9f"
    "aa620854f6b51a4845efdd1bd22ba866d037599950d5819c361a2b1780c60a920dbbefb8593daf830eb2947b4a86d1bf"
    "6af1d53b933a07372d29a0ea1d9484e0985c3a586a8c0c97c02092ed32d6f617e3d562fd17d070eb61f5f0437d79194e"
    "1938fe0710ac9fa632bf533519bd9bb8a9a3a8728b9fdf"
)


def _thread_and_envelope() -> bool:
    keys = ThreadKeys(_DISTRICT, _CASE_ROOT)
    context = Context(_DISTRICT, _THREAD, _MESSAGE, 0, Kind.WEB)
    opened = open_envelope(context, Envelope.parse(_ENVELOPE), _SHRED_KEY, keys.talk)
    verify_reporter(context.encoded(), opened.payload, opened.auth, keys.talk_seed)
    return keys.thread_id == _THREAD and opened.payload == _PAYLOAD


def _receipt() -> bool:
    return keys_of(_STRETCHED, _DISTRICT).lookup == _LOOKUP


def _hkdf() -> bool:
    """RFC 5869, appendix A.1."""
    okm = hkdf(b"\x0b" * 22, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA)), length=42)
    return okm.hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def _argon2id() -> bool:
    """RFC 9106, section 5.3."""
    kdf = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        secret=b"\x03" * 8,
        ad=b"\x04" * 12,
    )
    return kdf.derive(b"\x01" * 32).hex() == (
        "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    )


def _ed25519() -> bool:
    """RFC 8032, section 7.1, test 1."""
    key = SigningKey(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    signature = key.sign(b"")
    verify(key.public, signature, b"")
    return signature.hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


def _words() -> bool:
    return len(word_lists()) > 0


_ANSWERS: dict[str, Callable[[], bool]] = {
    "HKDF-SHA256": _hkdf,
    "Argon2id": _argon2id,
    "Ed25519": _ed25519,
    "X-Wing, HPKE and AES-256-GCM": _thread_and_envelope,
    "receipts": _receipt,
    "the word list": _words,
}
