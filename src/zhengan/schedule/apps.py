from django.apps import AppConfig


class Schedule(AppConfig):
    name = "zhengan.schedule"
    label = "schedule"

    def ready(self) -> None:
        from zhengan.schedule import heartbeat

        heartbeat.connect()
