from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tokens'),
        ('suppliers', '0001_squashed_0003_lean_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='contract',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='contract_closed'),
        ),
        migrations.AddIndex(
            model_name='filingurge',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='filingurge_closed'),
        ),
        migrations.AddIndex(
            model_name='supplier',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='supplier_closed'),
        ),
    ]
