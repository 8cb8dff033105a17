"""Article 37: Emergency plan (应急预案)."""
