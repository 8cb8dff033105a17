"""Article 15: Launch, change, removal (上线、变更与下线)."""
