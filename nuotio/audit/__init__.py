"""The ledger: who did what to what, written in the same transaction as the change."""
