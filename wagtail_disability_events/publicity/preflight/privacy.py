"""Personal data that must not get out: phones, identity and certificate numbers, names without consent."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...pages.models import ArticlePage, EventPage
from ...pages.tree.queries import nearest_organisation
from ...registration.models.registrations import Registration
from ...registration.permissions import may
from ...registration.privacy.gate import Where, note_people, shows_people
from ...registration.values.identity import masked_number
from ...registration.values.public_names import Naming, public_name
from .codes import Code
from .findings import Finding, Severity, TextLocation
from .subject import Subject

_ASCII = {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)} | {0x3000: " "}
_BETWEEN = r"[ \-‐‑–—.·]?"
MOBILE = re.compile(rf"(?<![0-9])1[3-9][0-9]{_BETWEEN}(?:[0-9]{_BETWEEN}){{7}}[0-9](?![0-9])")
IDENTITY = re.compile(
    rf"(?<![0-9A-Za-z])[0-9]{{6}}{_BETWEEN}[0-9]{{8}}{_BETWEEN}[0-9]{{3}}[0-9Xx][0-9]{{0,2}}(?![0-9])"
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PEOPLE = (
    "残疾人|选手|居民|学员|老人|患者|家属|作者|志愿者|获奖者|参赛者|代表|盲人|聋人|肢残人|同志|朋友|"
    "妈妈|爸爸|母亲|父亲|儿子|女儿"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_AFTER_A_NAME = "说|表示|告诉|介绍|在|参加|获得|今年|和|、|，|。|（|的|用|从|是|为"
NAMED = re.compile(rf"(?:{_PEOPLE})([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?={_AFTER_A_NAME})")
_NO_NAMES = {
    *("代表", "金牌", "高兴", "方法", "方便", "何时", "何处", "白天", "于是", "任何", "向前", "向上"),
    *("江滨", "南湖", "高手", "高喊", "向大家", "向记者", "万分"),
}


def ascii_form(text: str) -> str:
    """Full-width digits and letters as ASCII, character for character, so that positions stay."""
    return text.translate(_ASCII)


def check_numbers(subject: Subject) -> Iterator[Finding]:
    """Mobile, identity and certificate numbers in texts, descriptions of pictures and names of files."""
    known = _public_phones(subject)
    for location, text in _everything(subject):
        plain = ascii_form(text)
        taken: list[tuple[int, int]] = []
        for match in IDENTITY.finditer(plain):
            if _is_identity(match[0]):
                taken.append(match.span())
                reason = _("An identity or disability card number must not get out. Take it out.")
                yield Finding(Code.IDENTITY_NUMBER, Severity.ERROR, location, reason, _masked(match[0]))
        for match in MOBILE.finditer(plain):
            digits = re.sub(r"[^0-9]", "", match[0])
            inside = any(start <= match.start() < end for start, end in taken)
            if not inside and digits not in known:
                reason = _("A mobile number of somebody. Only the office's own number may get out.")
                yield Finding(Code.PHONE_NUMBER, Severity.ERROR, location, reason, _masked(match[0]))


def check_names(subject: Subject) -> Iterator[Finding]:
    """Full names of people who signed up and did not agree to be named so, and what looks like a name."""
    texts = list(_everything(subject))
    people = _unnamed_people(subject, [text for _location, text in texts])
    names = _names_to_tell(subject, people)
    if people and not names:
        location = TextLocation(_("the whole article"))
        reason = _(
            "Somebody who signed up is named in it and did not agree. "
            "Whoever may see the sign-ups of the event is shown the name here."
        )
        yield Finding(Code.NAME_WITHOUT_CONSENT, Severity.ERROR, location, reason)
    for location, text in texts:
        found = [name for name in names if name in text]
        for name in found:
            reason = (
                _("This person asked to be named without surname: “%(name)s”.") % {"name": names[name]}
                if names[name]
                else _("This person did not agree to be named. Write a role, such as “a participant”.")
            )
            yield Finding(Code.NAME_WITHOUT_CONSENT, Severity.ERROR, location, reason, name)
        for match in NAMED.finditer(text):
            if match[1] not in _NO_NAMES and not any(match[1] in name or name in match[1] for name in found):
                reason = _("Looks like a name. A name needs that person's consent.")
                yield Finding(Code.LOOKS_LIKE_NAME, Severity.ADVICE, location, reason, match[1])


def _everything(subject: Subject) -> Iterator[tuple[TextLocation, str]]:
    """Texts as they are stored, descriptions and captions of pictures, and names of files."""
    for passage in subject.passages:
        yield passage.location, passage.text
    for number, picture in enumerate(subject.pictures, 1):
        location = TextLocation(_("picture %(number)s") % {"number": number})
        yield location, f"{picture.alt}\n{picture.caption}"
        yield TextLocation(_("file of picture %(number)s") % {"number": number}), picture.image.filename
    for child in subject.article.body:
        if child.block_type == "file" and child.value["document"]:
            yield TextLocation(str(child.block.label)), child.value["document"].filename


def _unnamed_people(subject: Subject, texts: list[str]) -> list[Registration]:
    """Who is named in texts, has signed up for the event and did not agree to their full name.

    Only where the organisation of the article holds the event: whoever writes elsewhere could find out with a
    list of names who has signed up here.
    """
    event = subject.event
    if event is None or not _is_held_by(event, subject.article):
        return []
    rows = Registration.objects.filter(event_id=event.pk).only("name", "named_as", "reference")
    return [
        row
        for row in rows.iterator()
        if len(row.name) > 1 and row.named_as != Naming.FULL and any(row.name in text for text in texts)
    ]


def _is_held_by(event: EventPage, article: ArticlePage) -> bool:
    """Whether the organisation of an article holds an event, jointly or through one below it."""
    organisation = nearest_organisation(article)
    if organisation is None:
        return False
    return event.path.startswith(organisation.path) or organisation in event.partners.all()


def _names_to_tell(subject: Subject, people: list[Registration]) -> dict[str, str]:
    """The names that the viewer is told, with what may be said instead; empty for who may not see the list.

    What may be said instead is told to those who may see names anyway.
    """
    event, viewer = subject.event, subject.viewer
    if not people or event is None or viewer is None or not may(viewer, "view", event):
        return {}
    if shows_people(viewer, event, people, Where.ARTICLE, subject.visit):
        return {one.name: public_name(one.name, one.named_as) for one in people}
    note_people(viewer, event, people, Where.ARTICLE, subject.visit)
    return {one.name: "" for one in people}


def _public_phones(subject: Subject) -> set[str]:
    """Numbers that the organisation has made public itself."""
    organisation = nearest_organisation(subject.article)
    phones = [organisation.contact_phone] if organisation is not None else []
    if subject.event is not None:
        phones.append(subject.event.contact["phone"])
    return {re.sub(r"[^0-9]", "", ascii_form(phone)) for phone in phones if phone}


def _is_identity(text: str) -> bool:
    """Whether it can be a citizen's identity number (GB 11643-1999), alone or in a certificate number."""
    digits = re.sub(r"[^0-9X]", "", text.upper())
    if len(digits) not in (18, 20):
        return False
    if not ("18" <= digits[6:8] <= "20" and "01" <= digits[10:12] <= "12" and "01" <= digits[12:14] <= "31"):
        return False
    if len(digits) == 20:
        return digits[18] in "1234567" and digits[19] in "1234"
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], WEIGHTS, strict=True))
    return digits[17] == "10X98765432"[total % 11] or digits[17].isdigit()


def _masked(number: str) -> str:
    return masked_number(re.sub(r"[^0-9Xx]", "", number))
