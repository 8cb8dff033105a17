"""Article 40: Investigation (调查与整改)."""
