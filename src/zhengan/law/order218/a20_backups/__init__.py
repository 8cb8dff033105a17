"""Article 20: Backup and recovery (备份与灾备)."""
