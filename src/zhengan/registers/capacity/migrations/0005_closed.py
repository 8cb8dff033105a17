from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tokens'),
        ('capacity', '0001_squashed_0004_lean_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='capacity',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='capacity_closed'),
        ),
        migrations.AddIndex(
            model_name='dailypeak',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='dailypeak_closed'),
        ),
        migrations.AddIndex(
            model_name='marketswing',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='marketswing_closed'),
        ),
        migrations.AddIndex(
            model_name='stresstest',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='stresstest_closed'),
        ),
    ]
