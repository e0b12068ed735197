import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.search.index
import uuid
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail_disability_events.calendars.models
import wagtail_disability_events.encryption
import wagtail_disability_events.pages.time_zones
import wagtail_disability_events.registration.tokens
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string

from wagtail_disability_events.base_page import BASE_PAGE_DEPENDENCIES, BASE_PAGE_MODEL_NAME


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        *BASE_PAGE_DEPENDENCIES,
    ]

    operations = [
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('kind', models.CharField(choices=[('sports', 'Sports'), ('arts', 'Art showcase'), ('performance', 'Performance'), ('gathering', 'Gathering'), ('training', 'Training'), ('advice', 'Advice day'), ('job-fair', 'Job fair'), ('health', 'Health and rehabilitation'), ('visit', 'Visits'), ('volunteering', 'Volunteering'), ('other', 'Other')], default='other', max_length=20, verbose_name='kind')),
                ('summary', models.TextField(help_text='What it is and who may come. Shown in the list, in calendars and when shared.', max_length=300, verbose_name='in two sentences')),
                ('schedule', wagtail.fields.StreamField([('single', 7)], block_lookup={0: ('wagtail.blocks.DateBlock', (), {'label': 'Day'}), 1: ('wagtail.blocks.TimeBlock', (), {'help_text': 'Leave both times empty for a whole day.', 'label': 'From', 'required': False}), 2: ('wagtail.blocks.TimeBlock', (), {'label': 'Until', 'required': False}), 3: ('wagtail.blocks.DateBlock', (), {'help_text': 'Only when it lasts several days.', 'label': 'Last day', 'required': False}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'Only when dates differ in topic.', 'label': 'Topic', 'max_length': 120, 'required': False}), 5: ('wagtail.snippets.blocks.SnippetChooserBlock', ('wagtail_disability_events.Venue',), {'help_text': "Only when it differs from the event's place.", 'label': 'Another place', 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Room or meeting point', 'max_length': 120, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('start_date', 0), ('start_time', 1), ('end_time', 2), ('end_date', 3), ('topic', 4), ('venue', 5), ('place', 6)]], {})}, verbose_name='dates')),
                ('place_note', models.CharField(blank=True, help_text='With its floor: 一楼大厅.', max_length=120, verbose_name='room or meeting point')),
                ('access', wagtail.fields.StreamField([('service', 3)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('sign-language', 'Sign-language interpreting'), ('captions', 'Live captions'), ('audio-description', 'Audio description'), ('braille', 'Braille material'), ('large-print', 'Large print'), ('easy-read', 'Easy-read version'), ('wheelchair-loan', 'Wheelchair to borrow'), ('wheelchair-space', 'Wheelchair space'), ('transport', 'Accessible transport'), ('guide', 'Guide volunteer'), ('companion-seat', 'Companion seat'), ('guide-dogs', 'Guide dogs welcome'), ('quiet-room', 'Quiet room'), ('induction-loop', 'Induction loop')], 'label': 'Service'}), 1: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Leave empty when there is enough for everyone.', 'label': 'How many', 'max_value': 10000, 'min_value': 1, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'help_text': 'Say what a person must know or do.', 'label': 'Note', 'max_length': 120, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('service', 0), ('limit', 1), ('note', 2)]], {})}, default=list, verbose_name='access services')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 4), ('gallery', 8), ('programme', 14), ('speakers', 22), ('contest', 32), ('work', 39), ('quotation', 42), ('figures', 50), ('access_service', 54), ('contact', 59), ('sign_up_call', 62), ('upcoming_events', 66), ('file', 69)], blank=True, block_lookup={0: ('wagtail_disability_events.blocks.text.HeadingBlock', (), {}), 1: ('wagtail_disability_events.blocks.text.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 120, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 60, 'required': False}), 6: ('wagtail_disability_events.gallery.choosers.PhotoChooserBlock', (), {'label': 'Photo'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Photos', 'min_num': 0}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('photos', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'default': '当天安排', 'label': 'Heading', 'max_length': 60, 'required': False}), 10: ('wagtail.blocks.TimeBlock', (), {'label': 'Time', 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'What happens', 'max_length': 160}), 12: ('wagtail.blocks.StructBlock', [[('time', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'Items'}), 14: ('wagtail.blocks.StructBlock', [[('heading', 9), ('items', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'default': '嘉宾', 'label': 'Heading', 'max_length': 60, 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 60}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 100, 'required': False}), 18: ('wagtail.blocks.TextBlock', (), {'label': 'About', 'required': False, 'rows': 2}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Portrait'}), 20: ('wagtail.blocks.StructBlock', [[('name', 16), ('role', 17), ('about', 18), ('image', 19)]], {}), 21: ('wagtail.blocks.ListBlock', (20,), {'label': 'People'}), 22: ('wagtail.blocks.StructBlock', [[('heading', 15), ('people', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Contest', 'max_length': 80}), 24: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example 肢体组, TF11, S8.', 'label': 'Class', 'max_length': 40, 'required': False}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'How it goes', 'max_length': 200, 'required': False}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('gold', 'gold'), ('silver', 'silver'), ('bronze', 'bronze'), ('other', 'taking part')], 'label': 'Rank'}), 27: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the person agreed to be named: 赵先生, or 参赛选手.', 'label': 'Who', 'max_length': 60}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'Team', 'max_length': 60, 'required': False}), 29: ('wagtail.blocks.CharBlock', (), {'help_text': 'With its unit: 41.2 秒', 'label': 'Result', 'max_length': 40, 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('place', 26), ('who', 27), ('team', 28), ('result', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'default': [], 'label': 'Results', 'min_num': 0}), 32: ('wagtail.blocks.StructBlock', [[('name', 23), ('group', 24), ('rules', 25), ('results', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 80}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the author agreed to be named.', 'label': 'By', 'max_length': 60, 'required': False}), 35: ('wagtail.blocks.CharBlock', (), {'label': 'Medium', 'max_length': 60, 'required': False}), 36: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 37: ('wagtail.blocks.TextBlock', (), {'label': 'Description', 'required': False, 'rows': 3}), 38: ('wagtail.blocks.CharBlock', (), {'label': 'Prize', 'max_length': 40, 'required': False}), 39: ('wagtail.blocks.StructBlock', [[('title', 33), ('author', 34), ('medium', 35), ('image', 36), ('description', 37), ('prize', 38)]], {}), 40: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'rows': 3}), 41: ('wagtail.blocks.CharBlock', (), {'help_text': "A role is enough: 一位参赛选手. A name needs that person's consent.", 'label': 'Who says it', 'max_length': 60, 'required': False}), 42: ('wagtail.blocks.StructBlock', [[('text', 40), ('source', 41)]], {}), 43: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('row', 'large figures'), ('sentence', 'one sentence')], 'label': 'Shown as'}), 44: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('manual', 'typed here'), ('attendances', 'attendances of residents (人次)'), ('people', 'different people (人数)'), ('companions', 'family and companions'), ('volunteers', 'volunteers'), ('contests', 'contests'), ('medals', 'medals'), ('works', 'works on show')], 'label': 'Counted from'}), 45: ('wagtail.blocks.IntegerBlock', (), {'label': 'Number', 'min_value': 0, 'required': False}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Unit', 'max_length': 10, 'required': False}), 47: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 40}), 48: ('wagtail.blocks.StructBlock', [[('source', 44), ('number', 45), ('unit', 46), ('label', 47)]], {}), 49: ('wagtail.blocks.ListBlock', (48,), {'label': 'Figures'}), 50: ('wagtail.blocks.StructBlock', [[('style', 43), ('figures', 49)]], {}), 51: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('sign-language', 'Sign-language interpreting'), ('captions', 'Live captions'), ('audio-description', 'Audio description'), ('braille', 'Braille material'), ('large-print', 'Large print'), ('easy-read', 'Easy-read version'), ('wheelchair-loan', 'Wheelchair to borrow'), ('wheelchair-space', 'Wheelchair space'), ('transport', 'Accessible transport'), ('guide', 'Guide volunteer'), ('companion-seat', 'Companion seat'), ('guide-dogs', 'Guide dogs welcome'), ('quiet-room', 'Quiet room'), ('induction-loop', 'Induction loop')], 'label': 'Service'}), 52: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Leave empty when there is enough for everyone.', 'label': 'How many', 'max_value': 10000, 'min_value': 1, 'required': False}), 53: ('wagtail.blocks.CharBlock', (), {'help_text': 'Say what a person must know or do.', 'label': 'Note', 'max_length': 120, 'required': False}), 54: ('wagtail.blocks.StructBlock', [[('service', 51), ('limit', 52), ('note', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'help_text': '残疾人专职委员', 'label': 'Role', 'max_length': 60, 'required': False}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'max_length': 30, 'required': False}), 57: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 120, 'required': False}), 58: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60, 'required': False}), 59: ('wagtail.blocks.StructBlock', [[('person', 55), ('phone', 56), ('place', 57), ('hours', 58)]], {}), 60: ('wagtail.blocks.CharBlock', (), {'label': 'Invitation', 'max_length': 120, 'required': False}), 61: ('wagtail.blocks.PageChooserBlock', ('wagtail_disability_events.EventPage',), {'help_text': 'Leave empty for the event that this page is about.', 'label': 'Event', 'required': False}), 62: ('wagtail.blocks.StructBlock', [[('text', 60), ('event', 61)]], {}), 63: ('wagtail.blocks.CharBlock', (), {'default': '近期活动', 'label': 'Heading', 'max_length': 60, 'required': False}), 64: ('wagtail.blocks.PageChooserBlock', ('wagtail_disability_events.EventIndexPage',), {'help_text': 'Leave empty for all events of the site.', 'label': 'Organisation', 'required': False}), 65: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'How many', 'max_value': 10, 'min_value': 1}), 66: ('wagtail.blocks.StructBlock', [[('heading', 63), ('organisation', 64), ('count', 65)]], {}), 67: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 68: ('wagtail.blocks.CharBlock', (), {'label': 'What it is called', 'max_length': 80, 'required': False}), 69: ('wagtail.blocks.StructBlock', [[('document', 67), ('title', 68)]], {})}, default=list, verbose_name='more about it')),
                ('contact_role', models.CharField(blank=True, help_text="Leave empty for the organisation's contact.", max_length=60, verbose_name='contact')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('registration_enabled', models.BooleanField(default=True, verbose_name='people sign up for it')),
                ('register_for', models.CharField(choices=[('event', 'the whole event'), ('date', 'each date by itself')], default='event', max_length=10, verbose_name='one signs up for')),
                ('capacity', models.PositiveIntegerField(blank=True, help_text='Leave empty when there is room for everyone.', null=True, verbose_name='places')),
                ('waitlist', models.BooleanField(default=True, verbose_name='keep a waiting list when it is full')),
                ('registration_opens', models.DateTimeField(blank=True, null=True, verbose_name='sign-up opens')),
                ('registration_closes', models.DateTimeField(blank=True, help_text='Leave empty to close when it starts.', null=True, verbose_name='sign-up closes')),
                ('ask_certificate', models.CharField(choices=[('no', 'do not ask'), ('optional', 'ask, may be left out'), ('required', 'ask, must be given')], default='no', help_text='Sensitive data: ask only when this event needs it.', max_length=10, verbose_name='certificate number')),
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=BASE_PAGE_MODEL_NAME)),
                ('cover', models.ForeignKey(blank=True, help_text='Shown when the event is shared. Without one a picture is drawn from its facts.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='picture')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, BASE_PAGE_MODEL_NAME.lower(), models.Model),
        ),
        migrations.CreateModel(
            name='ArticleIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=BASE_PAGE_MODEL_NAME)),
            ],
            options={
                'verbose_name': 'list of articles',
                'verbose_name_plural': 'lists of articles',
            },
            bases=(BASE_PAGE_MODEL_NAME.lower(), models.Model),
        ),
        migrations.CreateModel(
            name='EventIndexPage',
            fields=[
                ('short_name', models.CharField(blank=True, help_text='As people say it: 南湖街道残联.', max_length=60, verbose_name='short name')),
                ('level', models.CharField(choices=[('city', 'city'), ('district', 'district'), ('street', 'street or town'), ('community', 'community')], default='street', max_length=10, verbose_name='level')),
                ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('contact_role', models.CharField(blank=True, default='残疾人专职委员', help_text='A role, not a name.', max_length=60, verbose_name='contact')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('contact_hours', models.CharField(blank=True, default='工作日 9:00–17:00', max_length=60, verbose_name='when to call')),
                ('address', models.CharField(blank=True, max_length=255, verbose_name='address')),
                ('registered_residents', models.PositiveIntegerField(blank=True, help_text='Reports compare the number of people who took part with it.', null=True, verbose_name='registered disabled residents')),
                ('time_zone', models.CharField(default='Asia/Shanghai', max_length=63, validators=[wagtail_disability_events.pages.time_zones.validate_time_zone], verbose_name='time zone')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 4), ('gallery', 8), ('programme', 14), ('speakers', 22), ('contest', 32), ('work', 39), ('quotation', 42), ('figures', 50), ('access_service', 54), ('contact', 59), ('sign_up_call', 62), ('upcoming_events', 66), ('file', 69)], blank=True, block_lookup={0: ('wagtail_disability_events.blocks.text.HeadingBlock', (), {}), 1: ('wagtail_disability_events.blocks.text.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 120, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 60, 'required': False}), 6: ('wagtail_disability_events.gallery.choosers.PhotoChooserBlock', (), {'label': 'Photo'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Photos', 'min_num': 0}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('photos', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'default': '当天安排', 'label': 'Heading', 'max_length': 60, 'required': False}), 10: ('wagtail.blocks.TimeBlock', (), {'label': 'Time', 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'What happens', 'max_length': 160}), 12: ('wagtail.blocks.StructBlock', [[('time', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'Items'}), 14: ('wagtail.blocks.StructBlock', [[('heading', 9), ('items', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'default': '嘉宾', 'label': 'Heading', 'max_length': 60, 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 60}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 100, 'required': False}), 18: ('wagtail.blocks.TextBlock', (), {'label': 'About', 'required': False, 'rows': 2}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Portrait'}), 20: ('wagtail.blocks.StructBlock', [[('name', 16), ('role', 17), ('about', 18), ('image', 19)]], {}), 21: ('wagtail.blocks.ListBlock', (20,), {'label': 'People'}), 22: ('wagtail.blocks.StructBlock', [[('heading', 15), ('people', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Contest', 'max_length': 80}), 24: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example 肢体组, TF11, S8.', 'label': 'Class', 'max_length': 40, 'required': False}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'How it goes', 'max_length': 200, 'required': False}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('gold', 'gold'), ('silver', 'silver'), ('bronze', 'bronze'), ('other', 'taking part')], 'label': 'Rank'}), 27: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the person agreed to be named: 赵先生, or 参赛选手.', 'label': 'Who', 'max_length': 60}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'Team', 'max_length': 60, 'required': False}), 29: ('wagtail.blocks.CharBlock', (), {'help_text': 'With its unit: 41.2 秒', 'label': 'Result', 'max_length': 40, 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('place', 26), ('who', 27), ('team', 28), ('result', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'default': [], 'label': 'Results', 'min_num': 0}), 32: ('wagtail.blocks.StructBlock', [[('name', 23), ('group', 24), ('rules', 25), ('results', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 80}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the author agreed to be named.', 'label': 'By', 'max_length': 60, 'required': False}), 35: ('wagtail.blocks.CharBlock', (), {'label': 'Medium', 'max_length': 60, 'required': False}), 36: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 37: ('wagtail.blocks.TextBlock', (), {'label': 'Description', 'required': False, 'rows': 3}), 38: ('wagtail.blocks.CharBlock', (), {'label': 'Prize', 'max_length': 40, 'required': False}), 39: ('wagtail.blocks.StructBlock', [[('title', 33), ('author', 34), ('medium', 35), ('image', 36), ('description', 37), ('prize', 38)]], {}), 40: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'rows': 3}), 41: ('wagtail.blocks.CharBlock', (), {'help_text': "A role is enough: 一位参赛选手. A name needs that person's consent.", 'label': 'Who says it', 'max_length': 60, 'required': False}), 42: ('wagtail.blocks.StructBlock', [[('text', 40), ('source', 41)]], {}), 43: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('row', 'large figures'), ('sentence', 'one sentence')], 'label': 'Shown as'}), 44: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('manual', 'typed here'), ('attendances', 'attendances of residents (人次)'), ('people', 'different people (人数)'), ('companions', 'family and companions'), ('volunteers', 'volunteers'), ('contests', 'contests'), ('medals', 'medals'), ('works', 'works on show')], 'label': 'Counted from'}), 45: ('wagtail.blocks.IntegerBlock', (), {'label': 'Number', 'min_value': 0, 'required': False}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Unit', 'max_length': 10, 'required': False}), 47: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 40}), 48: ('wagtail.blocks.StructBlock', [[('source', 44), ('number', 45), ('unit', 46), ('label', 47)]], {}), 49: ('wagtail.blocks.ListBlock', (48,), {'label': 'Figures'}), 50: ('wagtail.blocks.StructBlock', [[('style', 43), ('figures', 49)]], {}), 51: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('sign-language', 'Sign-language interpreting'), ('captions', 'Live captions'), ('audio-description', 'Audio description'), ('braille', 'Braille material'), ('large-print', 'Large print'), ('easy-read', 'Easy-read version'), ('wheelchair-loan', 'Wheelchair to borrow'), ('wheelchair-space', 'Wheelchair space'), ('transport', 'Accessible transport'), ('guide', 'Guide volunteer'), ('companion-seat', 'Companion seat'), ('guide-dogs', 'Guide dogs welcome'), ('quiet-room', 'Quiet room'), ('induction-loop', 'Induction loop')], 'label': 'Service'}), 52: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Leave empty when there is enough for everyone.', 'label': 'How many', 'max_value': 10000, 'min_value': 1, 'required': False}), 53: ('wagtail.blocks.CharBlock', (), {'help_text': 'Say what a person must know or do.', 'label': 'Note', 'max_length': 120, 'required': False}), 54: ('wagtail.blocks.StructBlock', [[('service', 51), ('limit', 52), ('note', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'help_text': '残疾人专职委员', 'label': 'Role', 'max_length': 60, 'required': False}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'max_length': 30, 'required': False}), 57: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 120, 'required': False}), 58: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60, 'required': False}), 59: ('wagtail.blocks.StructBlock', [[('person', 55), ('phone', 56), ('place', 57), ('hours', 58)]], {}), 60: ('wagtail.blocks.CharBlock', (), {'label': 'Invitation', 'max_length': 120, 'required': False}), 61: ('wagtail.blocks.PageChooserBlock', ('wagtail_disability_events.EventPage',), {'help_text': 'Leave empty for the event that this page is about.', 'label': 'Event', 'required': False}), 62: ('wagtail.blocks.StructBlock', [[('text', 60), ('event', 61)]], {}), 63: ('wagtail.blocks.CharBlock', (), {'default': '近期活动', 'label': 'Heading', 'max_length': 60, 'required': False}), 64: ('wagtail.blocks.PageChooserBlock', ('wagtail_disability_events.EventIndexPage',), {'help_text': 'Leave empty for all events of the site.', 'label': 'Organisation', 'required': False}), 65: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'How many', 'max_value': 10, 'min_value': 1}), 66: ('wagtail.blocks.StructBlock', [[('heading', 63), ('organisation', 64), ('count', 65)]], {}), 67: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 68: ('wagtail.blocks.CharBlock', (), {'label': 'What it is called', 'max_length': 80, 'required': False}), 69: ('wagtail.blocks.StructBlock', [[('document', 67), ('title', 68)]], {})}, verbose_name='below the list')),
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=BASE_PAGE_MODEL_NAME)),
            ],
            options={
                'verbose_name': 'organisation with events',
                'verbose_name_plural': 'organisations with events',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, BASE_PAGE_MODEL_NAME.lower(), models.Model),
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='short name in addresses')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['name'],
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('address', models.CharField(blank=True, max_length=255, verbose_name='address')),
                ('directions', models.TextField(blank=True, help_text='In words, for people who cannot use a map: from the bus stop, which side, which door.', verbose_name='how to get there')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)], verbose_name='longitude')),
            ],
            options={
                'verbose_name': 'venue',
                'verbose_name_plural': 'venues',
                'ordering': ['name'],
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='AdviceDayPage',
            fields=[
                ('eventpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtail_disability_events.eventpage')),
                ('desks', wagtail.fields.StreamField([('contact', 4), ('speakers', 12)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': '残疾人专职委员', 'label': 'Role', 'max_length': 60, 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'max_length': 30, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 120, 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('person', 0), ('phone', 1), ('place', 2), ('hours', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'default': '嘉宾', 'label': 'Heading', 'max_length': 60, 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 60}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 100, 'required': False}), 8: ('wagtail.blocks.TextBlock', (), {'label': 'About', 'required': False, 'rows': 2}), 9: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Portrait'}), 10: ('wagtail.blocks.StructBlock', [[('name', 6), ('role', 7), ('about', 8), ('image', 9)]], {}), 11: ('wagtail.blocks.ListBlock', (10,), {'label': 'People'}), 12: ('wagtail.blocks.StructBlock', [[('heading', 5), ('people', 11)]], {})}, default=list, verbose_name='desks')),
            ],
            options={
                'verbose_name': 'advice day',
                'verbose_name_plural': 'advice days',
            },
            bases=('wagtail_disability_events.eventpage',),
        ),
        migrations.CreateModel(
            name='ArtShowcasePage',
            fields=[
                ('eventpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtail_disability_events.eventpage')),
                ('works', wagtail.fields.StreamField([('work', 6)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 80}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the author agreed to be named.', 'label': 'By', 'max_length': 60, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Medium', 'max_length': 60, 'required': False}), 3: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 4: ('wagtail.blocks.TextBlock', (), {'label': 'Description', 'required': False, 'rows': 3}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Prize', 'max_length': 40, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('title', 0), ('author', 1), ('medium', 2), ('image', 3), ('description', 4), ('prize', 5)]], {})}, default=list, verbose_name='works')),
            ],
            options={
                'verbose_name': 'art showcase',
                'verbose_name_plural': 'art showcases',
            },
            bases=('wagtail_disability_events.eventpage',),
        ),
        migrations.CreateModel(
            name='SocialGatheringPage',
            fields=[
                ('eventpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtail_disability_events.eventpage')),
                ('programme', wagtail.fields.StreamField([('programme', 5), ('speakers', 13), ('pledge', 16)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'default': '当天安排', 'label': 'Heading', 'max_length': 60, 'required': False}), 1: ('wagtail.blocks.TimeBlock', (), {'label': 'Time', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'What happens', 'max_length': 160}), 3: ('wagtail.blocks.StructBlock', [[('time', 1), ('text', 2)]], {}), 4: ('wagtail.blocks.ListBlock', (3,), {'label': 'Items'}), 5: ('wagtail.blocks.StructBlock', [[('heading', 0), ('items', 4)]], {}), 6: ('wagtail.blocks.CharBlock', (), {'default': '嘉宾', 'label': 'Heading', 'max_length': 60, 'required': False}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 60}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 100, 'required': False}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'About', 'required': False, 'rows': 2}), 10: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Portrait'}), 11: ('wagtail.blocks.StructBlock', [[('name', 7), ('role', 8), ('about', 9), ('image', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'People'}), 13: ('wagtail.blocks.StructBlock', [[('heading', 6), ('people', 12)]], {}), 14: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'rows': 3}), 15: ('wagtail.blocks.CharBlock', (), {'help_text': "A role is enough: 一位参赛选手. A name needs that person's consent.", 'label': 'Who says it', 'max_length': 60, 'required': False}), 16: ('wagtail.blocks.StructBlock', [[('text', 14), ('source', 15)]], {})}, default=list, verbose_name='programme')),
            ],
            options={
                'verbose_name': 'gathering',
                'verbose_name_plural': 'gatherings',
            },
            bases=('wagtail_disability_events.eventpage',),
        ),
        migrations.CreateModel(
            name='SportsDayPage',
            fields=[
                ('eventpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtail_disability_events.eventpage')),
                ('contests', wagtail.fields.StreamField([('contest', 9)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Contest', 'max_length': 80}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example 肢体组, TF11, S8.', 'label': 'Class', 'max_length': 40, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'How it goes', 'max_length': 200, 'required': False}), 3: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('gold', 'gold'), ('silver', 'silver'), ('bronze', 'bronze'), ('other', 'taking part')], 'label': 'Rank'}), 4: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the person agreed to be named: 赵先生, or 参赛选手.', 'label': 'Who', 'max_length': 60}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Team', 'max_length': 60, 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'help_text': 'With its unit: 41.2 秒', 'label': 'Result', 'max_length': 40, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('place', 3), ('who', 4), ('team', 5), ('result', 6)]], {}), 8: ('wagtail.blocks.ListBlock', (7,), {'default': [], 'label': 'Results', 'min_num': 0}), 9: ('wagtail.blocks.StructBlock', [[('name', 0), ('group', 1), ('rules', 2), ('results', 8)]], {})}, default=list, verbose_name='contests and results')),
            ],
            options={
                'verbose_name': 'sports day',
                'verbose_name_plural': 'sports days',
            },
            bases=('wagtail_disability_events.eventpage',),
        ),
        migrations.CreateModel(
            name='TrainingCoursePage',
            fields=[
                ('eventpage_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtail_disability_events.eventpage')),
                ('syllabus', wagtail.fields.StreamField([('programme', 5), ('speakers', 13)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'default': '当天安排', 'label': 'Heading', 'max_length': 60, 'required': False}), 1: ('wagtail.blocks.TimeBlock', (), {'label': 'Time', 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'What happens', 'max_length': 160}), 3: ('wagtail.blocks.StructBlock', [[('time', 1), ('text', 2)]], {}), 4: ('wagtail.blocks.ListBlock', (3,), {'label': 'Items'}), 5: ('wagtail.blocks.StructBlock', [[('heading', 0), ('items', 4)]], {}), 6: ('wagtail.blocks.CharBlock', (), {'default': '嘉宾', 'label': 'Heading', 'max_length': 60, 'required': False}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 60}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 100, 'required': False}), 9: ('wagtail.blocks.TextBlock', (), {'label': 'About', 'required': False, 'rows': 2}), 10: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Portrait'}), 11: ('wagtail.blocks.StructBlock', [[('name', 7), ('role', 8), ('about', 9), ('image', 10)]], {}), 12: ('wagtail.blocks.ListBlock', (11,), {'label': 'People'}), 13: ('wagtail.blocks.StructBlock', [[('heading', 6), ('people', 12)]], {})}, default=list, verbose_name='syllabus')),
            ],
            options={
                'verbose_name': 'training course',
                'verbose_name_plural': 'training courses',
            },
            bases=('wagtail_disability_events.eventpage',),
        ),
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('genre', models.CharField(choices=[('announcement', 'Announcement'), ('report', 'Report'), ('news', 'News')], default='news', max_length=20, verbose_name='genre')),
                ('date', models.DateField(blank=True, null=True, verbose_name='date')),
                ('digest', models.CharField(blank=True, help_text="Shown in WeChat's list, at most 128 characters.", max_length=128, verbose_name='digest')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 4), ('gallery', 8), ('programme', 14), ('speakers', 22), ('contest', 32), ('work', 39), ('quotation', 42), ('figures', 50), ('access_service', 54), ('contact', 59), ('sign_up_call', 62), ('upcoming_events', 66), ('file', 69)], block_lookup={0: ('wagtail_disability_events.blocks.text.HeadingBlock', (), {}), 1: ('wagtail_disability_events.blocks.text.TextBlock', (), {}), 2: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 120, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('image', 2), ('caption', 3)]], {}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 60, 'required': False}), 6: ('wagtail_disability_events.gallery.choosers.PhotoChooserBlock', (), {'label': 'Photo'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Photos', 'min_num': 0}), 8: ('wagtail.blocks.StructBlock', [[('heading', 5), ('photos', 7)]], {}), 9: ('wagtail.blocks.CharBlock', (), {'default': '当天安排', 'label': 'Heading', 'max_length': 60, 'required': False}), 10: ('wagtail.blocks.TimeBlock', (), {'label': 'Time', 'required': False}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'What happens', 'max_length': 160}), 12: ('wagtail.blocks.StructBlock', [[('time', 10), ('text', 11)]], {}), 13: ('wagtail.blocks.ListBlock', (12,), {'label': 'Items'}), 14: ('wagtail.blocks.StructBlock', [[('heading', 9), ('items', 13)]], {}), 15: ('wagtail.blocks.CharBlock', (), {'default': '嘉宾', 'label': 'Heading', 'max_length': 60, 'required': False}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 60}), 17: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 100, 'required': False}), 18: ('wagtail.blocks.TextBlock', (), {'label': 'About', 'required': False, 'rows': 2}), 19: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Portrait'}), 20: ('wagtail.blocks.StructBlock', [[('name', 16), ('role', 17), ('about', 18), ('image', 19)]], {}), 21: ('wagtail.blocks.ListBlock', (20,), {'label': 'People'}), 22: ('wagtail.blocks.StructBlock', [[('heading', 15), ('people', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Contest', 'max_length': 80}), 24: ('wagtail.blocks.CharBlock', (), {'help_text': 'For example 肢体组, TF11, S8.', 'label': 'Class', 'max_length': 40, 'required': False}), 25: ('wagtail.blocks.CharBlock', (), {'label': 'How it goes', 'max_length': 200, 'required': False}), 26: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('gold', 'gold'), ('silver', 'silver'), ('bronze', 'bronze'), ('other', 'taking part')], 'label': 'Rank'}), 27: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the person agreed to be named: 赵先生, or 参赛选手.', 'label': 'Who', 'max_length': 60}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'Team', 'max_length': 60, 'required': False}), 29: ('wagtail.blocks.CharBlock', (), {'help_text': 'With its unit: 41.2 秒', 'label': 'Result', 'max_length': 40, 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('place', 26), ('who', 27), ('team', 28), ('result', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'default': [], 'label': 'Results', 'min_num': 0}), 32: ('wagtail.blocks.StructBlock', [[('name', 23), ('group', 24), ('rules', 25), ('results', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 80}), 34: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the author agreed to be named.', 'label': 'By', 'max_length': 60, 'required': False}), 35: ('wagtail.blocks.CharBlock', (), {'label': 'Medium', 'max_length': 60, 'required': False}), 36: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 37: ('wagtail.blocks.TextBlock', (), {'label': 'Description', 'required': False, 'rows': 3}), 38: ('wagtail.blocks.CharBlock', (), {'label': 'Prize', 'max_length': 40, 'required': False}), 39: ('wagtail.blocks.StructBlock', [[('title', 33), ('author', 34), ('medium', 35), ('image', 36), ('description', 37), ('prize', 38)]], {}), 40: ('wagtail.blocks.TextBlock', (), {'label': 'Words', 'rows': 3}), 41: ('wagtail.blocks.CharBlock', (), {'help_text': "A role is enough: 一位参赛选手. A name needs that person's consent.", 'label': 'Who says it', 'max_length': 60, 'required': False}), 42: ('wagtail.blocks.StructBlock', [[('text', 40), ('source', 41)]], {}), 43: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('row', 'large figures'), ('sentence', 'one sentence')], 'label': 'Shown as'}), 44: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('manual', 'typed here'), ('attendances', 'attendances of residents (人次)'), ('people', 'different people (人数)'), ('companions', 'family and companions'), ('volunteers', 'volunteers'), ('contests', 'contests'), ('medals', 'medals'), ('works', 'works on show')], 'label': 'Counted from'}), 45: ('wagtail.blocks.IntegerBlock', (), {'label': 'Number', 'min_value': 0, 'required': False}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Unit', 'max_length': 10, 'required': False}), 47: ('wagtail.blocks.CharBlock', (), {'label': 'Of what', 'max_length': 40}), 48: ('wagtail.blocks.StructBlock', [[('source', 44), ('number', 45), ('unit', 46), ('label', 47)]], {}), 49: ('wagtail.blocks.ListBlock', (48,), {'label': 'Figures'}), 50: ('wagtail.blocks.StructBlock', [[('style', 43), ('figures', 49)]], {}), 51: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('sign-language', 'Sign-language interpreting'), ('captions', 'Live captions'), ('audio-description', 'Audio description'), ('braille', 'Braille material'), ('large-print', 'Large print'), ('easy-read', 'Easy-read version'), ('wheelchair-loan', 'Wheelchair to borrow'), ('wheelchair-space', 'Wheelchair space'), ('transport', 'Accessible transport'), ('guide', 'Guide volunteer'), ('companion-seat', 'Companion seat'), ('guide-dogs', 'Guide dogs welcome'), ('quiet-room', 'Quiet room'), ('induction-loop', 'Induction loop')], 'label': 'Service'}), 52: ('wagtail.blocks.IntegerBlock', (), {'help_text': 'Leave empty when there is enough for everyone.', 'label': 'How many', 'max_value': 10000, 'min_value': 1, 'required': False}), 53: ('wagtail.blocks.CharBlock', (), {'help_text': 'Say what a person must know or do.', 'label': 'Note', 'max_length': 120, 'required': False}), 54: ('wagtail.blocks.StructBlock', [[('service', 51), ('limit', 52), ('note', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'help_text': '残疾人专职委员', 'label': 'Role', 'max_length': 60, 'required': False}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'max_length': 30, 'required': False}), 57: ('wagtail.blocks.CharBlock', (), {'label': 'Where', 'max_length': 120, 'required': False}), 58: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60, 'required': False}), 59: ('wagtail.blocks.StructBlock', [[('person', 55), ('phone', 56), ('place', 57), ('hours', 58)]], {}), 60: ('wagtail.blocks.CharBlock', (), {'label': 'Invitation', 'max_length': 120, 'required': False}), 61: ('wagtail.blocks.PageChooserBlock', ('wagtail_disability_events.EventPage',), {'help_text': 'Leave empty for the event that this page is about.', 'label': 'Event', 'required': False}), 62: ('wagtail.blocks.StructBlock', [[('text', 60), ('event', 61)]], {}), 63: ('wagtail.blocks.CharBlock', (), {'default': '近期活动', 'label': 'Heading', 'max_length': 60, 'required': False}), 64: ('wagtail.blocks.PageChooserBlock', ('wagtail_disability_events.EventIndexPage',), {'help_text': 'Leave empty for all events of the site.', 'label': 'Organisation', 'required': False}), 65: ('wagtail.blocks.IntegerBlock', (), {'default': 3, 'label': 'How many', 'max_value': 10, 'min_value': 1}), 66: ('wagtail.blocks.StructBlock', [[('heading', 63), ('organisation', 64), ('count', 65)]], {}), 67: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 68: ('wagtail.blocks.CharBlock', (), {'label': 'What it is called', 'max_length': 80, 'required': False}), 69: ('wagtail.blocks.StructBlock', [[('document', 67), ('title', 68)]], {})}, verbose_name='text')),
                ('source', models.CharField(blank=True, max_length=60, verbose_name='source (来源)')),
                ('contributor', models.CharField(blank=True, max_length=60, verbose_name='contributed by (供稿)')),
                ('editor', models.CharField(blank=True, max_length=60, verbose_name='edited by (编辑)')),
                ('first_review', models.CharField(blank=True, max_length=60, verbose_name='first review (初审)')),
                ('second_review', models.CharField(blank=True, max_length=60, verbose_name='second review (复审)')),
                ('final_review', models.CharField(blank=True, max_length=60, verbose_name='final review (终审)')),
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=BASE_PAGE_MODEL_NAME)),
                ('cover', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='cover')),
                ('event', models.ForeignKey(blank=True, help_text='Figures, photos and the way to sign up come from it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='wagtail_disability_events.eventpage', verbose_name='event')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
            bases=(BASE_PAGE_MODEL_NAME.lower(), models.Model),
        ),
        migrations.CreateModel(
            name='CalendarEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=wagtail_disability_events.calendars.models.new_uid, editable=False, max_length=255)),
                ('recurrence_id', models.CharField(blank=True, default='', max_length=16)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('schedule_digest', models.CharField(max_length=64)),
                ('content_digest', models.CharField(max_length=64)),
                ('start', models.DateTimeField()),
                ('end', models.DateTimeField()),
                ('time_zone', models.CharField(max_length=63)),
                ('modified', models.DateTimeField()),
                ('text', models.TextField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_entries', to='wagtail_disability_events.eventpage')),
            ],
            options={
                'verbose_name': 'calendar entry',
                'verbose_name_plural': 'calendar entries',
                'ordering': ['start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block_id', models.CharField(max_length=36)),
                ('recurrence_id', models.CharField(blank=True, default='', max_length=16)),
                ('planned_start', models.DateTimeField()),
                ('planned_end', models.DateTimeField()),
                ('start', models.DateTimeField(verbose_name='start')),
                ('end', models.DateTimeField(verbose_name='end')),
                ('all_day', models.BooleanField(default=False, verbose_name='all day')),
                ('time_zone', models.CharField(max_length=63)),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='topic')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='room or meeting point')),
                ('status', models.CharField(choices=[('scheduled', 'takes place'), ('cancelled', 'cancelled'), ('postponed', 'postponed'), ('moved', 'moved')], default='scheduled', max_length=10)),
                ('status_reason', models.CharField(blank=True, max_length=200)),
                ('in_schedule', models.BooleanField(default=True)),
                ('calendar_entry', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='occurrences', to='wagtail_disability_events.calendarentry')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occurrences', to='wagtail_disability_events.eventpage')),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='occurrences', to='wagtail_disability_events.venue')),
            ],
            options={
                'verbose_name': 'date of an event',
                'verbose_name_plural': 'dates of events',
                'ordering': ['start', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('walk_ins', models.PositiveIntegerField(default=0, verbose_name='disabled residents who were not on the list')),
                ('companions', models.PositiveIntegerField(default=0, verbose_name='family members and companions')),
                ('volunteers', models.PositiveIntegerField(default=0, verbose_name='volunteers')),
                ('occurrence', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='headcount', to='wagtail_disability_events.occurrence')),
            ],
            options={
                'verbose_name': 'head count',
                'verbose_name_plural': 'head counts',
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('new', 'not reviewed'), ('public', 'public'), ('internal', 'internal'), ('withdrawn', 'withdrawn')], default='new', max_length=10, verbose_name='who may see it')),
                ('alt_text', models.CharField(blank=True, help_text='What is to be seen, for people who cannot see it: who does what, where.', max_length=200, verbose_name='description')),
                ('caption', models.CharField(blank=True, max_length=120, verbose_name='caption')),
                ('credit', models.CharField(blank=True, max_length=60, verbose_name='photographer')),
                ('position', models.PositiveIntegerField(default=0, verbose_name='order')),
                ('taken_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='wagtail_disability_events.eventpage')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=get_image_model_string())),
                ('uploaded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Quota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('seat', 'seats'), ('service', 'access service')], max_length=10)),
                ('service', models.CharField(blank=True, choices=[('sign-language', 'Sign-language interpreting'), ('captions', 'Live captions'), ('audio-description', 'Audio description'), ('braille', 'Braille material'), ('large-print', 'Large print'), ('easy-read', 'Easy-read version'), ('wheelchair-loan', 'Wheelchair to borrow'), ('wheelchair-space', 'Wheelchair space'), ('transport', 'Accessible transport'), ('guide', 'Guide volunteer'), ('companion-seat', 'Companion seat'), ('guide-dogs', 'Guide dogs welcome'), ('quiet-room', 'Quiet room'), ('induction-loop', 'Induction loop')], default='', max_length=30)),
                ('planned_capacity', models.PositiveIntegerField(blank=True, null=True)),
                ('capacity', models.PositiveIntegerField(blank=True, null=True)),
                ('taken', models.PositiveIntegerField(default=0)),
                ('offered', models.BooleanField(default=True)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='wagtail_disability_events.eventpage')),
                ('occurrence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='wagtail_disability_events.occurrence')),
            ],
            options={
                'verbose_name': 'quota',
                'verbose_name_plural': 'quotas',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('reference', models.CharField(default=wagtail_disability_events.registration.tokens.new_reference, editable=False, max_length=8, unique=True, verbose_name='number')),
                ('token_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('token', wagtail_disability_events.encryption.EncryptedTextField(editable=False)),
                ('state', models.CharField(choices=[('confirmed', 'confirmed'), ('waiting', 'on the waiting list'), ('cancelled', 'cancelled')], max_length=10, verbose_name='state')),
                ('seats', models.PositiveSmallIntegerField(default=1, verbose_name='seats')),
                ('name', wagtail_disability_events.encryption.EncryptedTextField(verbose_name='name')),
                ('phone', wagtail_disability_events.encryption.EncryptedTextField(verbose_name='phone')),
                ('email', wagtail_disability_events.encryption.EncryptedTextField(blank=True, default='', verbose_name='e-mail')),
                ('certificate', wagtail_disability_events.encryption.EncryptedTextField(blank=True, default='', verbose_name='certificate number')),
                ('needs_note', wagtail_disability_events.encryption.EncryptedTextField(blank=True, default='', verbose_name='other needs')),
                ('phone_hash', models.CharField(db_index=True, editable=False, max_length=64)),
                ('person_hash', models.CharField(db_index=True, editable=False, max_length=64)),
                ('language', models.CharField(default='zh-hans', max_length=12)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='signed up')),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='wagtail_disability_events.eventpage')),
                ('occurrence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='wagtail_disability_events.occurrence', verbose_name='date')),
                ('quota', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='wagtail_disability_events.quota')),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ['created_at', 'id'],
                'permissions': [('reveal_registration', 'Can see personal data of registrations'), ('export_registration', 'Can export registrations')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('message_id', models.CharField(max_length=255, unique=True)),
                ('recipient', wagtail_disability_events.encryption.EncryptedTextField()),
                ('subject', wagtail_disability_events.encryption.EncryptedTextField()),
                ('body', wagtail_disability_events.encryption.EncryptedTextField()),
                ('state', models.CharField(choices=[('queued', 'waiting to be sent'), ('sent', 'sent'), ('failed', 'given up')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_at', models.DateTimeField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('last_error', models.CharField(blank=True, default='', max_length=200)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='wagtail_disability_events.registration')),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('processing', 'use of the sign-up data'), ('sensitive', 'use of sensitive data'), ('photo', 'photos for publicity')], max_length=10)),
                ('given', models.BooleanField()),
                ('wording', models.TextField()),
                ('decided_at', models.DateTimeField(auto_now_add=True)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='wagtail_disability_events.registration')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('occurrence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='wagtail_disability_events.occurrence')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='wagtail_disability_events.registration')),
            ],
            options={
                'verbose_name': 'attendance',
                'verbose_name_plural': 'attendances',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ServiceRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('granted', models.BooleanField(default=False)),
                ('quota', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='service_requests', to='wagtail_disability_events.quota')),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='service_requests', to='wagtail_disability_events.registration')),
            ],
            options={
                'verbose_name': 'requested service',
                'verbose_name_plural': 'requested services',
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='eventpage',
            name='theme',
            field=models.ForeignKey(blank=True, help_text='The occasion it belongs to, such as 全国助残日. Reports count by it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtail_disability_events.theme', verbose_name='theme'),
        ),
        migrations.AddField(
            model_name='eventpage',
            name='venue',
            field=models.ForeignKey(blank=True, help_text='Its access facts answer “can I take part?” on the event page.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtail_disability_events.venue', verbose_name='place'),
        ),
        migrations.CreateModel(
            name='VenueFacility',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facility', models.CharField(choices=[('level-entrance', 'Level entrance or ramp'), ('lift', 'Accessible lift'), ('toilet', 'Accessible toilet'), ('parking', 'Accessible parking'), ('tactile-paving', 'Tactile paving'), ('low-counter', 'Low service counter'), ('metro-lift', 'Metro station with lift nearby'), ('accessible-bus', 'Accessible bus nearby')], max_length=30, verbose_name='facility')),
                ('state', models.CharField(choices=[('yes', 'yes'), ('no', 'no'), ('unknown', 'not known yet')], default='unknown', max_length=10, verbose_name='is it there?')),
                ('note', models.CharField(blank=True, help_text='Where it is, how wide; when it is missing, what a visitor can do instead.', max_length=120, verbose_name='note')),
                ('venue', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='facilities', to='wagtail_disability_events.venue')),
            ],
            options={
                'verbose_name': 'facility',
                'verbose_name_plural': 'facilities',
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='calendarentry',
            index=models.Index(fields=['end', 'id'], name='wde_calendar_entry_end'),
        ),
        migrations.AddConstraint(
            model_name='calendarentry',
            constraint=models.UniqueConstraint(fields=('uid', 'recurrence_id'), name='wde_calendar_uid_once'),
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(fields=['event', 'state', 'position'], name='wde_photo_public'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(condition=models.Q(('occurrence__isnull', False)), fields=('occurrence', 'kind', 'service'), name='wde_quota_once_an_occurrence'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.UniqueConstraint(condition=models.Q(('occurrence__isnull', True)), fields=('event', 'kind', 'service'), name='wde_quota_once_an_event'),
        ),
        migrations.AddConstraint(
            model_name='quota',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__isnull', True), ('taken__lte', models.F('capacity')), _connector='OR'), name='wde_quota_not_oversold'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['event', 'state', 'id'], name='wde_registration_queue'),
        ),
        migrations.AddIndex(
            model_name='outboxmessage',
            index=models.Index(fields=['state', 'next_attempt_at'], name='wde_outbox_due'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(fields=('registration', 'purpose'), name='wde_consent_once_a_purpose'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(fields=('registration', 'occurrence'), name='wde_attendance_once_a_date'),
        ),
        migrations.AddConstraint(
            model_name='servicerequest',
            constraint=models.UniqueConstraint(fields=('registration', 'quota'), name='wde_service_requested_once'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(fields=['start', 'id'], name='wde_occurrence_start'),
        ),
        migrations.AddIndex(
            model_name='occurrence',
            index=models.Index(fields=['end', 'id'], name='wde_occurrence_end'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.UniqueConstraint(fields=('event', 'block_id', 'recurrence_id'), name='wde_occurrence_stable_key'),
        ),
        migrations.AddConstraint(
            model_name='occurrence',
            constraint=models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='wde_occurrence_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='venuefacility',
            constraint=models.UniqueConstraint(fields=('venue', 'facility'), name='wde_facility_once_a_venue'),
        ),
    ]
