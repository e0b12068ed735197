from django.db import migrations, models


class Migration(migrations.Migration):
    """Whose and how large is what was typed or chosen and not sent yet, so that one visitor keeps little."""

    dependencies = [('wagtail_disability_events', '0007_erasure_and_consent_records')]

    operations = [
        operation
        for model in ('signupdraft', 'answerfile')
        for operation in (
            migrations.AddField(
                model_name=model,
                name='visitor',
                field=models.CharField(blank=True, db_index=True, default='', max_length=64),
            ),
            migrations.AddField(
                model_name=model,
                name='size',
                field=models.PositiveIntegerField(default=0),
            ),
        )
    ]
