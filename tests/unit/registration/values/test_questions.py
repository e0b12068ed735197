"""What a form can ask: definitions that survive being stored, and blocks that refuse what cannot be."""

import pytest
from django.utils.translation import override
from wagtail.blocks.stream_block import StreamBlockValidationError

from tests.support.factories import asks, asks_own
from wagtail_disability_events.blocks.questions import QuestionsBlock, form_of
from wagtail_disability_events.registration.values.questions import (
    CATALOGUE,
    AgeBand,
    FormDefinition,
    Question,
    QuestionType,
)


def stream(*questions):
    block = QuestionsBlock()
    raw = [{"type": kind, "value": value, "id": f"id-{n}"} for n, (kind, value) in enumerate(questions)]
    return block, block.to_python(raw)


def problems(*questions):
    block, value = stream(*questions)
    with pytest.raises(StreamBlockValidationError) as refused:
        block.clean(value)
    found = refused.value.as_json_data()["blockErrors"]
    return {int(position): str(error) for position, error in found.items()}


def test_a_form_is_the_same_after_it_was_stored():
    form = FormDefinition.of(
        [
            Question("sex", "choice"),
            Question("q-1", "choices", "几点方便？", choices=(("上午", "上午"), ("下午", "下午"))),
            Question("q-2", "text", "为什么？", when="q-1", answer="下午", sensitive=True),
        ]
    )
    again = FormDefinition.from_json(form.as_json())
    assert again == form
    assert again.content_hash == form.content_hash
    assert [question.key for question in again.without_purpose] == ["q-2"]
    newer = [item | {"a name of a later version": 1} for item in form.as_json()]
    assert FormDefinition.from_json(newer) == form


def test_what_is_asked_twice_is_asked_once():
    first, second = Question("sex", "choice", required=True), Question("sex", "choice")
    assert FormDefinition.of([first, second]).questions == (first,)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, False),
        ({"a": "yes"}, True),
        ({"a": "no"}, False),
        ({"a": ["no", "yes"]}, True),
        ({"a": []}, False),
    ],
)
def test_a_question_can_depend_on_an_earlier_answer(given, asked):
    assert Question("b", "text", when="a", answer="yes").is_asked(given) is asked
    assert Question("b", "text").is_asked(given)


def test_answers_are_said_in_words():
    sex = Question("sex", "choice")
    with override("zh-hans"):
        assert sex.said("female") == "女"
        assert sex.title == "性别"
    assert Question("x", "choices", choices=(("1", "一"), ("2", "二"))).said(["1", "2"]) == "一、二"
    assert Question("x", "file").said({"file": 3, "name": "证明.pdf"}) == "证明.pdf"


@pytest.mark.parametrize(
    ("age", "band"), [(0, "0-13"), (13, "0-13"), (14, "14-17"), (59, "45-59"), (99, "80-")]
)
def test_ages_fall_into_the_bands_of_the_yearly_figures(age, band):
    assert AgeBand.of(age) == band


def test_every_usual_question_knows_how_it_is_answered():
    assert all(usual.type in QuestionType.values for usual in CATALOGUE.values())
    assert all(
        usual.choices
        for usual in CATALOGUE.values()
        if usual.type in (QuestionType.CHOICE, QuestionType.CHOICES)
    )


def test_conditions_name_the_earlier_question_by_its_words():
    with override("zh-hans"):
        _block, value = stream(
            asks_own("您会游泳吗？", "choice", options="会\n不会"),
            asks_own("游多远？", when="您会游泳吗？", answer="会"),
            asks("clothing_size", when="您会游泳吗？", answer="会"),
        )
        form = form_of(value)
    first, second, third = form
    assert (second.when, second.answer) == (first.key, "会") == (third.when, third.answer)


def test_what_cannot_be_asked_is_refused_where_it_stands():
    with override("zh-hans"):
        assert "问了两次" in problems(asks("sex"), asks("sex"))[1]
        assert "没有“身高”" in problems(asks("sex"), asks_own("几公斤？", when="身高", answer="180"))[1]
        assert "可以回答" in problems(asks("sex"), asks_own("为什么？", when="性别", answer="不知道"))[1]
        assert "至少写两个" in problems(asks_own("选一个", "choice", options="只有一个"))[0]
        assert "一起填" in problems(asks("sex"), asks_own("为什么？", when="性别"))[1]


def test_a_good_form_is_taken():
    block, value = stream(asks("sex"), asks_own("为什么？", when="性别", answer="女"))
    with override("zh-hans"):
        assert len(block.clean(value)) == 2
