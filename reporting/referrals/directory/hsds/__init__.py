"""Open Referral's Human Services Data Specification, version 3: in, out, and checked against its JSON Schema."""
