import uuid
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Length

import wagtail_disability_events.core.encryption
import wagtail_disability_events.core.tokens
import wagtail_disability_events.gallery.photos.models
import wagtail_disability_events.occurrences.shared_facts
from wagtail_disability_events.core import conf
from wagtail_disability_events.core.encryption import Unreadable
from wagtail_disability_events.core.tokens import new_reference


FEWEST = 5
SAME_MOMENT = timedelta(minutes=1)
AT_ONCE = 500


def in_parts(rows):
    rows = list(rows)
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start:start + AT_ONCE]


def settled(schema_editor):
    """PostgreSQL changes no table while it still has to check what rows refer to."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.connection.check_constraints()


def each_decision_is_an_entry(apps, schema_editor):
    """What stood there becomes the first entry; what was taken back a second one.

    Until now decisions were made in the form, by staff for somebody, or afterwards on the private page.
    """
    Consent = apps.get_model('wagtail_disability_events', 'Consent')
    more = []
    for one in Consent.objects.select_related('registration').order_by('pk').iterator(chunk_size=AT_ONCE):
        by_staff = one.registration.created_by_id is not None
        later = one.decided_at - one.registration.created_at > SAME_MOMENT
        way = 'page' if later else 'staff' if by_staff else 'form'
        noted_by = one.registration.created_by_id if way == 'staff' else None
        Consent.objects.filter(pk=one.pk).update(way=way, noted_by=noted_by)
        if one.given and one.withdrawn_at is not None:
            more.append(Consent(
                registration_id=one.registration_id, purpose=one.purpose, given=False, wording=one.wording,
                version=one.version, decided_at=one.withdrawn_at, way='page',
            ))
    Consent.objects.bulk_create(more, batch_size=AT_ONCE)
    settled(schema_editor)


def one_entry_for_each_purpose(apps, schema_editor):
    """Back: the last entry about each purpose, and when it took something back."""
    Consent = apps.get_model('wagtail_disability_events', 'Consent')
    last, agreed = {}, set()
    for one in Consent.objects.order_by('pk').iterator(chunk_size=AT_ONCE):
        key = (one.registration_id, one.purpose)
        if not one.given and key in agreed:
            Consent.objects.filter(pk=one.pk).update(withdrawn_at=one.decided_at)
        if one.given:
            agreed.add(key)
        if key in last:
            Consent.objects.filter(pk=last[key]).delete()
        last[key] = one.pk
    settled(schema_editor)


def count_one_feature_at_a_time(apps, schema_editor):
    """Features that stood crossed in the rows of forgotten people, and their services, become counts."""
    Registration = apps.get_model('wagtail_disability_events', 'Registration')
    Attendance = apps.get_model('wagtail_disability_events', 'Attendance')
    ServiceRequest = apps.get_model('wagtail_disability_events', 'ServiceRequest')
    ErasedCount = apps.get_model('wagtail_disability_events', 'ErasedCount')
    forgotten = Registration.objects.exclude(sensitive_erased_at=None)
    came = {}
    visits = Attendance.objects.filter(registration__in=forgotten).order_by('occurrence__start', 'occurrence')
    for person, date in visits.values_list('registration', 'occurrence'):
        came.setdefault(person, []).append(date)
    counted = Counter()
    features = ('category', 'level', 'age_band', 'sex')
    people = forgotten.order_by('pk').values_list('pk', 'event', 'occurrence', 'state', *features)
    for pk, event, own_date, state, *values in people.iterator(chunk_size=AT_ONCE):
        where = [(date, 'came') for date in came.get(pk, ())]
        if state in ('confirmed', 'offered'):
            where.append((own_date, 'signed-up'))
        counted.update((event, *each, *said) for each in where for said in zip(features, values, strict=True))
    wanted = ServiceRequest.objects.filter(registration__in=forgotten)
    lines = wanted.values_list(
        'registration', 'registration__event', 'registration__occurrence', 'registration__state',
        'quota__service', 'arrangement',
    )
    for pk, event, own_date, state, service, arrangement in lines.iterator(chunk_size=AT_ONCE):
        if state in ('confirmed', 'offered'):
            counted[(event, own_date, 'signed-up', 'service', service)] += 1
        if arrangement == 'arranged' and pk in came:
            counted[(event, came[pk][0], 'came', 'service', service)] += 1
    merged = Counter()
    for (*where, value), number in counted.items():
        merged[(*where, value if number >= FEWEST else '')] += number
    ErasedCount.objects.bulk_create(
        [
            ErasedCount(event_id=event, occurrence_id=date, who=who, feature=feature, value=value, number=number)
            for (event, date, who, feature, value), number in merged.items()
        ],
        batch_size=AT_ONCE,
    )
    for some in in_parts(wanted.values_list('pk', flat=True)):
        ServiceRequest.objects.filter(pk__in=some).delete()
    settled(schema_editor)


def reasons_are_encrypted(apps, schema_editor):
    """A reason still stands as it was typed, so that no key opens it; of forgotten people it goes."""
    Registration = apps.get_model('wagtail_disability_events', 'Registration')
    given = Registration.objects.annotate(length=Length('overbooked_because')).filter(length__gt=0)
    for one in given.only('pk', 'overbooked_because', 'sensitive_erased_at'):
        typed = getattr(one.overbooked_because, 'ciphertext', one.overbooked_because)
        reason = '' if one.sensitive_erased_at else typed
        Registration.objects.filter(pk=one.pk).update(overbooked_because=reason)


def reasons_are_plain(apps, schema_editor):
    Registration = apps.get_model('wagtail_disability_events', 'Registration')
    given = Registration.objects.annotate(length=Length('overbooked_because')).filter(length__gt=0)
    for one in given.only('pk', 'overbooked_because'):
        Registration.objects.filter(pk=one.pk).update(
            overbooked_because=Unreadable(one.overbooked_because[:200])
        )


def forget_what_was_left(apps, schema_editor):
    """Of people who were forgotten before: numbers, times of day, groups, messages."""
    Registration = apps.get_model('wagtail_disability_events', 'Registration')
    OutboxMessage = apps.get_model('wagtail_disability_events', 'OutboxMessage')
    sensitive = OutboxMessage.objects.exclude(registration__sensitive_erased_at=None)
    late = sensitive.filter(Q(kind__in=('arranged', 'unmet')) | Q(state='queued'))
    for some in in_parts(late.values_list('pk', flat=True)):
        OutboxMessage.objects.filter(pk__in=some).delete()
    for some in in_parts(sensitive.values_list('pk', flat=True)):
        OutboxMessage.objects.filter(pk__in=some).update(body='', short='', calendar='')
    numbers = set(Registration.objects.values_list('reference', flat=True))
    erased = Registration.objects.exclude(erased_at=None).only('pk', 'created_at', 'cancelled_at', 'reference')
    for one in erased:
        while (number := new_reference()) in numbers:
            pass
        numbers.add(number)
        Registration.objects.filter(pk=one.pk).update(
            reference=number,
            submission_id=uuid.uuid4(),
            created_at=the_day_of(one.created_at),
            cancelled_at=the_day_of(one.cancelled_at),
            offer_ends_at=None,
            group=None,
        )
    for name, moment in (('Consent', 'decided_at'), ('Attendance', 'recorded_at')):
        model = apps.get_model('wagtail_disability_events', name)
        rows = model.objects.exclude(registration__erased_at=None)
        for pk, at in list(rows.values_list('pk', moment)):
            model.objects.filter(pk=pk).update(**{moment: the_day_of(at)})
    GroupSignUp = apps.get_model('wagtail_disability_events', 'GroupSignUp')
    for some in in_parts(GroupSignUp.objects.filter(registrations=None).values_list('pk', flat=True)):
        GroupSignUp.objects.filter(pk__in=some).delete()
    unknown = Registration.objects.filter(person_hash__startswith='-')
    for name in ('Claim', 'Consent'):
        model = apps.get_model('wagtail_disability_events', name)
        rows = model.objects.filter(registration__in=unknown)
        rows = rows.exclude(purpose='photo') if name == 'Consent' else rows
        for some in in_parts(rows.values_list('pk', flat=True)):
            model.objects.filter(pk__in=some).delete()
    unknown.update(companions=0, seats=1)
    unknown.filter(pictured=None).update(filled_in_by='self')
    settled(schema_editor)


def the_day_of(moment):
    """Midnight of the day, in the zone of the site; None stays None."""
    if moment is None:
        return None
    return moment.astimezone(ZoneInfo(conf.get('TIME_ZONE'))).replace(hour=0, minute=0, second=0, microsecond=0)


def nobody_is_named_in_the_log(apps, schema_editor):
    """Reasons and labels as they were typed, and numbers that no sign-up has any more, leave the log."""
    Registration = apps.get_model('wagtail_disability_events', 'Registration')
    PageLogEntry = apps.get_model('wagtailcore', 'PageLogEntry')
    numbers = set(Registration.objects.filter(erased_at=None).values_list('reference', flat=True))
    typed = {'wde.registrations.beyond': 'reason', 'wde.registrations.promote': 'reason',
             'wde.photos.link.make': 'label', 'wde.photos.link.revoke': 'label',
             'wde.calendar.make': 'label', 'wde.calendar.revoke': 'label'}
    ours = Q(action__startswith='wde.registrations.') | Q(action__in=typed)
    for entry in PageLogEntry.objects.filter(ours).iterator(chunk_size=AT_ONCE):
        data = {key: value for key, value in entry.data.items() if key != typed.get(entry.action)}
        named = data.get('references') or []
        left = [number for number in named if number in numbers]
        if len(left) < len(named):
            data |= {'references': left, 'forgotten': len(named) - len(left)}
        if data != entry.data:
            PageLogEntry.objects.filter(pk=entry.pk).update(data=data)


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_disability_events', '0006_nothing_hard_coded'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ErasedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('who', models.CharField(choices=[('signed-up', 'had signed up'), ('came', 'came')], max_length=10)),
                ('feature', models.CharField(choices=[('category', 'category of disability'), ('level', 'level'), ('age_band', 'age'), ('sex', 'sex'), ('service', 'access service')], max_length=10)),
                ('value', models.CharField(blank=True, default='', max_length=40)),
                ('number', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'count of forgotten people',
                'verbose_name_plural': 'counts of forgotten people',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ErasureRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.CharField(default=wagtail_disability_events.core.tokens.new_reference, editable=False, max_length=8, unique=True)),
                ('reason', models.CharField(choices=[('sensitive', 'disability and needs, in time'), ('contact', 'names and contacts, in time'), ('person', 'what recognises a person, in time'), ('itself', 'other texts about people, in time'), ('asked', 'everything, asked for by the person'), ('staff', 'everything, by staff for the person')], max_length=10)),
                ('event_id', models.BigIntegerField(blank=True, null=True)),
                ('event_title', models.CharField(blank=True, default='', max_length=255)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('days', models.PositiveIntegerField(blank=True, null=True)),
                ('sign_ups', models.PositiveIntegerField(default=0)),
                ('rows', models.JSONField(default=dict)),
                ('done_at', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name': 'record of an erasure',
                'verbose_name_plural': 'records of erasures',
                'ordering': ['-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='consent',
            name='wde_consent_once_a_purpose',
        ),
        migrations.AddField(
            model_name='consent',
            name='noted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consent',
            name='way',
            field=models.CharField(choices=[('form', 'sign-up form'), ('page', 'private page'), ('staff', 'told to staff'), ('paper', 'on paper')], default='form', max_length=5),
        ),
        migrations.AlterField(
            model_name='consent',
            name='decided_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name='registration',
            name='overbooked_because',
            field=wagtail_disability_events.core.encryption.EncryptedTextField(blank=True, default='', verbose_name='booked beyond the plan because'),
        ),
        migrations.AddField(
            model_name='erasedcount',
            name='event',
            field=models.ForeignKey(on_delete=wagtail_disability_events.occurrences.shared_facts.hand_on_or_delete, related_name='+', to='wagtail_disability_events.eventpage'),
        ),
        migrations.AddField(
            model_name='erasedcount',
            name='occurrence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='erased_counts', to='wagtail_disability_events.occurrence'),
        ),
        migrations.AddConstraint(
            model_name='erasedcount',
            constraint=models.UniqueConstraint(condition=models.Q(('occurrence__isnull', False)), fields=('occurrence', 'who', 'feature', 'value'), name='wde_erased_count_once_a_date'),
        ),
        migrations.AddConstraint(
            model_name='erasedcount',
            constraint=models.UniqueConstraint(condition=models.Q(('occurrence__isnull', True)), fields=('event', 'who', 'feature', 'value'), name='wde_erased_count_once_an_event'),
        ),
        migrations.SeparateDatabaseAndState(  # the default alone
            state_operations=[
                migrations.AlterField(
                    model_name='photochange',
                    name='token',
                    field=models.CharField(default=wagtail_disability_events.gallery.photos.models.new_step, max_length=22, unique=True),
                ),
            ],
        ),
        migrations.RunPython(each_decision_is_an_entry, one_entry_for_each_purpose),
        migrations.RunPython(count_one_feature_at_a_time, migrations.RunPython.noop),
        migrations.RunPython(reasons_are_encrypted, reasons_are_plain),
        migrations.RunPython(forget_what_was_left, migrations.RunPython.noop),
        migrations.RunPython(nobody_is_named_in_the_log, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='consent',
            name='withdrawn_at',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='age_band',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='category',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='level',
        ),
        migrations.RemoveField(
            model_name='registration',
            name='sex',
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(fields=['registration', 'purpose', 'id'], name='wde_consent_newest'),
        ),
    ]
