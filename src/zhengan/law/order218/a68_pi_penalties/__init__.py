"""Article 68: PI penalties (个人信息处罚)."""
