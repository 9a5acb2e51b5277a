"""What changes organisations and their people, each with its rule and its line in the ledger."""
