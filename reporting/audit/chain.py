"""The keyed chain of audit entries. A database writer without the server's key cannot change, insert or remove one.

K = KD(server.key,"audit-chain",D,32);
link_n = HMAC(K, lp(L("audit-link"), D, u64 n, u32 minute, act, actor, object, queue, link_{n-1})); link_0 = 0^32.
An absent field is empty. Cutting off the newest entries is caught by the anchors of a later landing, not here.
"""

from reporting.model.ids import DistrictId
from reporting.store.audit_entries import AuditEntry, Deed
from reporting.vault.notation import hmac256, kd, label, lp, same, u32, u64


class AuditChain:
    def __init__(self, server_key: bytes, district: DistrictId) -> None:
        self.district = district
        self._key = kd(server_key, "audit-chain", district)

    def link(self, n: int, deed: Deed, previous: bytes) -> bytes:
        """32 bytes that bind a deed to its place and to all before it."""
        fields = lp(
            label("audit-link"),
            self.district,
            u64(n),
            u32(deed.minute),
            deed.act.encode(),
            deed.actor or b"",
            deed.object or b"",
            deed.queue or b"",
            previous,
        )
        return hmac256(self._key, fields)

    def holds(self, entry: AuditEntry, previous: bytes) -> bool:
        return same(self.link(entry.n, entry.deed, previous), entry.link)
