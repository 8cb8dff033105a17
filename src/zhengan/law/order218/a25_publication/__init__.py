"""Article 25: Publication review (信息发布审核)."""
