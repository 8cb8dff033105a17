from django.apps import AppConfig


class Incidents(AppConfig):
    name = "zhengan.registers.incidents"
    label = "incidents"
