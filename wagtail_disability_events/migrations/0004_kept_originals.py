import django.db.models.deletion
from django.db import migrations, models
from wagtail.images import get_image_model_string

import wagtail_disability_events.core.private_storage


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_disability_events", "0003_addresses_for_life"),
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptOriginal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "original",
                    models.FileField(
                        blank=True,
                        max_length=255,
                        storage=wagtail_disability_events.core.private_storage.private_storage,
                        upload_to="library",
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("stored", models.CharField(max_length=255)),
                ("replaced", models.CharField(blank=True, max_length=255)),
                ("found", models.JSONField(default=list)),
                ("changes", models.JSONField(default=list)),
                ("cleaned_at", models.DateTimeField(auto_now_add=True)),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wde_kept_originals",
                        to=get_image_model_string(),
                    ),
                ),
            ],
            options={
                "verbose_name": "original of an image",
                "verbose_name_plural": "originals of images",
                "ordering": ["pk"],
            },
        ),
    ]
