"""Article 12: People and money (人员与资金投入)."""
