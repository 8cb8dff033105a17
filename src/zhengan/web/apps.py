from django.apps import AppConfig


class Web(AppConfig):
    name = "zhengan.web"
    label = "web"

    def ready(self) -> None:
        from zhengan.conf import calendars
        from zhengan.kit.calendar import lay_over

        lay_over(calendars())
