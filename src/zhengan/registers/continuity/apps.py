from django.apps import AppConfig


class Continuity(AppConfig):
    name = "zhengan.registers.continuity"
    label = "continuity"
