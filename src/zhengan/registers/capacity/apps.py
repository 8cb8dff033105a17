from django.apps import AppConfig


class Capacity(AppConfig):
    name = "zhengan.registers.capacity"
    label = "capacity"
