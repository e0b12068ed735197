import django.db.models.deletion
from django.db import migrations, models

from wagtail_disability_events.core.base_page import BASE_PAGE_DEPENDENCIES, BASE_PAGE_MODEL_NAME


def keep_the_template_that_is_used(apps, schema_editor):
    """Until now SQLite let several templates stand for the same genre and tone, of which one was used: the
    first of an organisation's, the last of those for everybody."""
    there = {}
    templates = apps.get_model('wagtail_disability_events', 'ArticleTemplate').objects
    for template in templates.order_by('genre', 'tone', 'name', 'pk'):
        there.setdefault((template.organisation_id, template.genre, template.tone), []).append(template)
    for (organisation, _genre, _tone), several in there.items():
        used = several[0] if organisation else several[-1]
        for template in several:
            if template is not used:
                template.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_disability_events', '0001_initial'),
        *BASE_PAGE_DEPENDENCIES,
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='articletemplate',
            name='wde_template_once',
        ),
        migrations.AlterField(
            model_name='articleindexpage',
            name='page_ptr',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='wde_%(class)s', serialize=False, to=BASE_PAGE_MODEL_NAME),
        ),
        migrations.AlterField(
            model_name='articlepage',
            name='page_ptr',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='wde_%(class)s', serialize=False, to=BASE_PAGE_MODEL_NAME),
        ),
        migrations.AlterField(
            model_name='eventindexpage',
            name='page_ptr',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='wde_%(class)s', serialize=False, to=BASE_PAGE_MODEL_NAME),
        ),
        migrations.AlterField(
            model_name='eventpage',
            name='page_ptr',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='wde_%(class)s', serialize=False, to=BASE_PAGE_MODEL_NAME),
        ),
        migrations.AlterField(
            model_name='reviewtask',
            name='groups',
            field=models.ManyToManyField(help_text='One member of one of these groups reviews each article at this step.', related_name='wde_reviews', to='auth.group', verbose_name='groups'),
        ),
        migrations.AlterField(
            model_name='reviewtask',
            name='task_ptr',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='wde_review', serialize=False, to='wagtailcore.task'),
        ),
        migrations.AlterField(
            model_name='reviewtaskstate',
            name='taskstate_ptr',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='wde_review_state', serialize=False, to='wagtailcore.taskstate'),
        ),
        migrations.RunPython(keep_the_template_that_is_used, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='articletemplate',
            constraint=models.UniqueConstraint(fields=('organisation', 'genre', 'tone'), name='wde_template_once', violation_error_message='There is a template for this genre and tone already.'),
        ),
        migrations.AddConstraint(
            model_name='articletemplate',
            constraint=models.UniqueConstraint(condition=models.Q(('organisation', None)), fields=('genre', 'tone'), name='wde_template_of_all_once', violation_error_message='There is a template for this genre and tone already.'),
        ),
    ]
