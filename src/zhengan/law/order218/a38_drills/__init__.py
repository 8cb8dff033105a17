"""Article 38: Drills (应急演练)."""
