"""Who is one person: the identity number on the disability card, else phone and name together."""

from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.registration.booking.wanted import person_hash
from wagtail_disability_events.registration.form.request import Applicant

CARD = disability_card("44")


def of(**fields: str) -> str:
    return person_hash(Applicant(**({"name": "赵一禾", "phone": "13800001234"} | fields)))


def test_a_replaced_card_is_the_same_person():
    assert of(disability_card=CARD + "B1") == of(disability_card=CARD + "B12") == of(disability_card=CARD)


def test_a_card_with_another_category_and_level_is_the_same_person():
    assert of(disability_card=disability_card("32")) == of(disability_card=CARD)


def test_another_identity_number_is_another_person():
    other = "00000019900101004X44"
    assert other[:14] == CARD[:14]
    assert of(disability_card=other) != of(disability_card=CARD)


def test_with_a_card_name_and_phone_do_not_matter():
    assert of(disability_card=CARD, name="钱二禾", phone="13800009999") == of(disability_card=CARD)
    assert of(disability_card=CARD) != of()


def test_without_a_card_it_is_phone_and_name_together():
    assert of() == of()
    assert len({of(), of(name="钱二禾"), of(phone="13800009999")}) == 3


def test_somebody_with_neither_card_nor_phone_is_never_taken_for_another():
    assert of(phone="") != of(phone="")
