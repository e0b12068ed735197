import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_disability_events', '0002_good_guest'),
    ]

    operations = [
        migrations.CreateModel(
            name='GonePage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page_id', models.BigIntegerField(unique=True)),
                ('url_path', models.TextField()),
                ('slug', models.CharField(db_index=True, max_length=255)),
                ('title', models.CharField(max_length=255)),
                ('is_event', models.BooleanField()),
                ('is_deleted', models.BooleanField(default=False)),
                ('gone_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('calendar', models.TextField(blank=True, default='')),
                ('time_zones', models.JSONField(blank=True, default=list)),
                ('goes_on_as', models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'page that is gone',
                'verbose_name_plural': 'pages that are gone',
                'ordering': ['-gone_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='WrittenAddresses',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sites', models.JSONField(default=dict)),
                ('others', models.JSONField(default=dict)),
                ('written_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'addresses in stored texts',
                'verbose_name_plural': 'addresses in stored texts',
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(db_index=True, max_length=255)),
                ('site_id', models.BigIntegerField(blank=True, null=True)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='wagtail_disability_events.gonepage')),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'ordering': ['id'],
            },
        ),
    ]
