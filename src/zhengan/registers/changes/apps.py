from django.apps import AppConfig


class Changes(AppConfig):
    name = "zhengan.registers.changes"
    label = "changes"
