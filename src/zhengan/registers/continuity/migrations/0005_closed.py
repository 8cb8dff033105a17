from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_tokens'),
        ('continuity', '0001_squashed_0004_lean_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='backuprun',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='backuprun_closed'),
        ),
        migrations.AddIndex(
            model_name='backupsite',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='backupsite_closed'),
        ),
        migrations.AddIndex(
            model_name='centreoutage',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='centreoutage_closed'),
        ),
        migrations.AddIndex(
            model_name='disastersite',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='disastersite_closed'),
        ),
        migrations.AddIndex(
            model_name='faultbackup',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='faultbackup_closed'),
        ),
        migrations.AddIndex(
            model_name='recoveryobjective',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='recoveryobjective_closed'),
        ),
        migrations.AddIndex(
            model_name='restoretest',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='restoretest_closed'),
        ),
        migrations.AddIndex(
            model_name='takeover',
            index=models.Index(condition=models.Q(('superseded_at__isnull', False)), fields=['institution', 'superseded_at'], name='takeover_closed'),
        ),
    ]
