from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tokens'),
        ('systems', '0001_squashed_0004_lean_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='link',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='link_closed'),
        ),
        migrations.AddIndex(
            model_name='linkuse',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='linkuse_closed'),
        ),
        migrations.AddIndex(
            model_name='mlpsassessment',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='mlpsassessment_closed'),
        ),
        migrations.AddIndex(
            model_name='mlpsgrading',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='mlpsgrading_closed'),
        ),
        migrations.AddIndex(
            model_name='system',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='system_closed'),
        ),
    ]
