from django.apps import AppConfig


class Systems(AppConfig):
    name = "zhengan.registers.systems"
    label = "systems"
