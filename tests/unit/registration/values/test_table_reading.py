"""Lists as people really paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_disability_events.registration.values.pasted_table import MAX_ROWS, read_table, write_table
from wagtail_disability_events.registration.values.questions import FormDefinition, Question

NONE = FormDefinition()


def cells(text, form=NONE):
    return [row.cells for row in read_table(text, form).rows]


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t电话\n赵一禾\t13800001234",
        "电话\t姓名\n13800001234\t赵一禾",
        "序号\t姓名\t联系电话（必填）\n1\t赵一禾\t13800001234",
        "姓名,电话\n赵一禾,13800001234",
        "姓名，手机号\n赵一禾，13800001234",
        "Name;Phone\n赵一禾;13800001234",
        '姓名,电话\n"赵一禾","13800001234"',
        "\n\n姓名\t电话\r\n\r\n赵一禾\t13800001234\r\n\r\n",
    ],
)
def test_a_header_may_stand_in_any_order_and_any_format(text):
    assert cells(text) == [{"name": "赵一禾", "phone": "13800001234"}]


@pytest.mark.parametrize(
    "text",
    ["赵一禾\t13800001234", "1\t赵一禾\t１３８０００01234", "赵一禾 , 138-0000-1234", "赵一禾  13800001234"],
)
def test_without_a_header_numbers_say_what_they_are(text):
    [row] = cells(text)
    assert row["name"] == "赵一禾"
    assert row["phone"].replace("-", "") == "13800001234"


def test_full_width_characters_become_ordinary_ones():
    assert cells("姓名\t电话\n赵一禾\t１３８００００１２３４")[0]["phone"] == "13800001234"


def test_a_merged_column_of_organisations_is_filled_down():
    rows = cells("所属社区\t姓名\n站前社区\t甲一\n\t乙二\n创业社区\t丙三")
    assert [row["organisation"] for row in rows] == ["站前社区", "站前社区", "创业社区"]


def test_headings_that_say_nothing_are_named_and_questions_of_the_event_are_known():
    form = FormDefinition((Question("q-1", "text", "会游泳吗？"),))
    table = read_table("姓名\t会游泳吗?\t星座\n赵一禾\t会\t白羊", form)
    assert table.ignored == ["星座"]
    assert table.rows[0].cells == {"name": "赵一禾", "q-1": "会"}


def test_cells_too_many_are_told_not_lost():
    table = read_table("姓名\t电话\n赵一禾\t13800001234\t还有这个", NONE)
    assert table.rows[0].unknown == ["还有这个"]
    assert read_table("赵一禾\t13800001234\t轮椅", NONE).rows[0].unknown == ["轮椅"]


def test_control_and_bidi_characters_go_and_names_stay():
    [row] = cells("姓名\n\u202e阿依古丽·买买提\x00𠮷")
    assert row["name"] == "阿依古丽·买买提𠮷"


def test_more_than_200_lines_are_counted():
    table = read_table("姓名\n" + "\n".join(f"某某{n}" for n in range(MAX_ROWS + 5)), NONE)
    assert (len(table.rows), table.too_many) == (MAX_ROWS, 5)


def test_nothing_is_an_empty_list():
    assert read_table(" \n\t\n", NONE).rows == []


def test_what_is_written_back_is_read_the_same():
    table = read_table("电话,姓名\n13800001234,赵一禾\n,钱多多", NONE)
    text = write_table((row.cells for row in table.rows), table.columns, {"name": "姓名", "phone": "电话"})
    assert cells(text) == [row.cells for row in table.rows]


@given(st.text(max_size=400))
def test_whatever_is_pasted_is_read(text):
    table = read_table(text, NONE)
    assert all(isinstance(cell, str) for row in table.rows for cell in row.cells.values())
