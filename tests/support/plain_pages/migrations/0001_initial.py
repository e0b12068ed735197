import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models
from wagtail.images import get_image_model_string


def _page_link():
    return models.OneToOneField(
        "wagtailcore.Page",
        auto_created=True,
        on_delete=django.db.models.deletion.CASCADE,
        parent_link=True,
        primary_key=True,
        serialize=False,
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("wagtailcore", "0094_alter_page_locale"),
        migrations.swappable_dependency(get_image_model_string()),
    ]
    operations = [
        migrations.CreateModel(
            name="BareRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="PlainIndexPage",
            fields=[("page_ptr", _page_link())],
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PlainPage",
            fields=[
                ("page_ptr", _page_link()),
                ("intro", models.TextField(blank=True)),
                (
                    "image",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=get_image_model_string(),
                    ),
                ),
                ("body", wagtail.fields.StreamField([], blank=True)),
            ],
            bases=("wagtailcore.page",),
        ),
    ]
