"""Everyone's rights: who sees what, one's own data, erasure, retention, accessibility feedback."""
