from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tokens'),
        ('changes', '0001_squashed_0003_lean_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='change',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='change_closed'),
        ),
    ]
