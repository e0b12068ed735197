"""The ledger: which article went where, and what became of it; targets of the year. Sends nothing."""
