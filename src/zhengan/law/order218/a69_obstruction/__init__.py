"""Article 69: Obstruction (拒绝阻碍检查处罚)."""
