from django.apps import AppConfig


class Assess(AppConfig):
    name = "zhengan.assess"
    label = "assess"

    def ready(self) -> None:
        from zhengan.assess import follow

        follow.connect()
