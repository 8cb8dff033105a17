"""Article 13: Architecture (架构与三同步)."""
