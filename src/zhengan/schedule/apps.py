from django.apps import AppConfig


class Schedule(AppConfig):
    name = "zhengan.schedule"
    label = "schedule"
