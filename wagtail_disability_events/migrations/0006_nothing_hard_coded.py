from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from wagtail.fields import StreamField

import wagtail_disability_events.core.languages
import wagtail_disability_events.core.time_zones
from wagtail_disability_events.blocks import headings

HEADINGS = {
    '当天安排': headings.programme,
    '嘉宾': headings.guests,
    '本月活动': headings.digest,
    '展出作品': headings.works,
    '请带上这些': headings.to_bring,
    '小礼物': headings.gifts,
    '近期活动': headings.coming_events,
}


class TranslateHeadings(Operation):
    """Headings that blocks bring along are translated; in the state only, for every stream of the app."""

    reduces_to_sql = False
    reversible = True
    elidable = False

    def state_forwards(self, app_label, state):
        changed = set()
        for key, model in state.models.items():
            for name, field in model.fields.items() if key[0] == app_label else ():
                if isinstance(field, StreamField):
                    model.fields[name] = translated(field)
                    changed.add(key)
        state.reload_models(changed)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        pass

    def describe(self):
        return 'Headings that blocks bring along are translated'


def translated(field):
    _name, _path, args, kwargs = field.deconstruct()
    kwargs['block_lookup'] = {
        key: (path, block_args, {**options, 'default': HEADINGS[options['default']]})
        if isinstance(options.get('default'), str) and options['default'] in HEADINGS
        else (path, block_args, options)
        for key, (path, block_args, options) in kwargs['block_lookup'].items()
    }
    return StreamField(*args, **kwargs)


class Migration(migrations.Migration):
    """Defaults alone: nothing in the database changes, and nothing that is stored."""

    dependencies = [
        ('wagtail_disability_events', '0005_shared_facts'),
    ]

    operations = [
        TranslateHeadings(),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='eventindexpage',
                    name='contact_hours',
                    field=models.CharField(blank=True, help_text='Such as 工作日 9:00–17:00.', max_length=60, verbose_name='when to call'),
                ),
                migrations.AlterField(
                    model_name='eventindexpage',
                    name='contact_role',
                    field=models.CharField(blank=True, help_text='A role, not a name: 残疾人专职委员.', max_length=60, verbose_name='contact'),
                ),
                migrations.AlterField(
                    model_name='eventindexpage',
                    name='time_zone',
                    field=models.CharField(default=wagtail_disability_events.core.time_zones.default_time_zone, max_length=63, validators=[wagtail_disability_events.core.time_zones.validate_time_zone], verbose_name='time zone'),
                ),
                migrations.AlterField(
                    model_name='groupsignup',
                    name='language',
                    field=models.CharField(default=wagtail_disability_events.core.languages.site_language, max_length=12),
                ),
                migrations.AlterField(
                    model_name='messagetext',
                    name='language',
                    field=models.CharField(choices=wagtail_disability_events.core.languages.language_choices, default=wagtail_disability_events.core.languages.site_language, max_length=12, verbose_name='language'),
                ),
                migrations.AlterField(
                    model_name='registration',
                    name='language',
                    field=models.CharField(default=wagtail_disability_events.core.languages.site_language, max_length=12),
                ),
            ],
        ),
    ]
