from django.apps import AppConfig


class Logs(AppConfig):
    name = "zhengan.registers.logs"
    label = "logs"
