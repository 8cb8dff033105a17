"""Article 17: Notice of suspension (暂停服务告知)."""
