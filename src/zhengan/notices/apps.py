from django.apps import AppConfig


class Notices(AppConfig):
    name = "zhengan.notices"
    label = "notices"

    def ready(self) -> None:
        from zhengan.notices import follow

        follow.connect()
