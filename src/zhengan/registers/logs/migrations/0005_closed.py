from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tokens'),
        ('logs', '0001_squashed_0004_lean_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='anomaly',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='anomaly_closed'),
        ),
        migrations.AddIndex(
            model_name='logarchive',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='logarchive_closed'),
        ),
        migrations.AddIndex(
            model_name='logsource',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='logsource_closed'),
        ),
        migrations.AddIndex(
            model_name='monitoringreview',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='monitoringreview_closed'),
        ),
        migrations.AddIndex(
            model_name='monitorsource',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='monitorsource_closed'),
        ),
        migrations.AddIndex(
            model_name='samples',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='samples_closed'),
        ),
    ]
