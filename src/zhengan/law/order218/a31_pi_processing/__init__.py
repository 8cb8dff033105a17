"""Article 31: Notice and necessity (告知与最小必要)."""
