"""Violations planted in an article, one each, with the check that must find it.

Words are invented; numbers have the shape of real ones and belong to nobody (region 000000).
"""

from typing import Any

IDENTITY = "000000199001011235"
CERTIFICATE = IDENTITY + "44"


def text(words: str) -> dict[str, Any]:
    """A paragraph in the body."""
    return {"body": [("text", f"<p>{words}</p>")]}


def quote(words: str) -> dict[str, Any]:
    return {"body": [("quotation", {"text": words, "source": "一位参加者"})]}


PLANTED: list[tuple[str, dict[str, Any]]] = [
    # limits
    ("title-length", {"title": "题" * 33}),
    ("title-length", {"title": "😀" * 33}),
    ("contributor-length", {"contributor": "人" * 17}),
    ("content-length", {"body": [("text", f"<p>{'字' * 400}</p>")] * 75}),
    ("no-abstract", {"abstract": ""}),
    # gaps
    ("gap", text("来了【待补：参加人次】人次。")),
    ("gap", {"title": "【待补：写人的标题】"}),
    ("gap", {"abstract": "【待补：摘要】"}),
    ("gap", quote("【待补：一位参加者的话】")),
    ("gap", text("有{{奖牌数}}枚奖牌。")),
    ("unknown-name", text("今天{{天气}}很好。")),
    ("portrait-consent", {"genre": "portrait"}),
    # privacy
    ("phone-number", text("请打 13800001234 报名。")),
    ("phone-number", text("请打 138-0000-1234 报名。")),
    ("phone-number", text("请打 138 0000 1234 报名。")),
    ("phone-number", text("请打１３８００００１２３４报名。")),
    ("phone-number", {"abstract": "报名找 13800001234"}),
    ("phone-number", {"title": "报名 13800001234"}),
    ("phone-number", quote("我的电话是13800001234")),
    (
        "phone-number",
        {"body": [("contact", {"person": "老师", "phone": "13800001234", "location": "", "hours": ""})]},
    ),
    ("identity-number", text(f"身份证号 {IDENTITY}。")),
    ("identity-number", text(f"身份证号 {IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}。")),
    ("identity-number", text(f"残疾人证 {CERTIFICATE}。")),
    ("identity-number", {"abstract": f"证号 {CERTIFICATE}"}),
    ("looks-like-name", text("残疾人张小明说，他很高兴。")),
    ("looks-like-name", text("志愿者李大海参加了活动。")),
    # language
    ("respect", text("来了三十多名残废人。")),
    ("respect", {"title": "聋哑人舞蹈比赛"}),
    ("respect", {"abstract": "弱智儿童画展"}),
    ("respect", {"body": [("heading", "瞎子的世界")]}),
    ("respect", quote("大家叫我瘸子")),
    ("opposite", text("残疾人和正常人一起比赛。")),
    ("pity", text("他身残志坚，自学电脑。")),
    ("own-word", text("欢迎义工报名。")),
    # dates
    ("weekday", text("活动在 2026 年 5 月 17 日 星期一 举行。")),
    ("weekday", text("时间：2026年5月17日（周六）。")),
    ("weekday", {"abstract": "2026年5月17日星期二开始"}),
    ("no-such-day", text("截止到 2026 年 2 月 30 日。")),
    ("no-such-day", text("截止到 4 月 31 日。")),
    # figures
    ("other-figure", text("残疾人参加 99 人次。")),
    ("other-figure", text("有 7 名志愿者帮忙。")),
    ("other-figure", text("还有 30 位家属到场。")),
    ("other-figure", text("残疾人参加 100 余人次。")),
    ("other-figure", {"abstract": "残疾人参加99人次"}),
    # links
    ("link-not-allowed", text('看<a href="javascript:alert(1)">这里</a>。')),
    ("link-not-allowed", text('看<a href="file:///c:/a.doc">这里</a>。')),
    ("link-inside", text('看<a href="http://192.168.1.5/notice">这里</a>。')),
    ("link-inside", text('看<a href="http://oa-server/notice">这里</a>。')),
    ("link-dead", text('看<a href="https://example.com/gone">这里</a>。')),
    # structure
    ("empty-heading", {"body": [("heading", "成绩"), ("heading", "照片"), ("text", "<p>完</p>")]}),
    ("empty-heading", {"body": [("text", "<p>完</p>"), ("heading", "照片")]}),
    ("heading-repeats", {"title": "环湖健步走", "body": [("heading", "环湖健步走"), ("text", "<p>完</p>")]}),
    ("no-heading", text("很长的一段话。" * 130)),
    ("long-sentence", text("这一句话" * 30)),
    (
        "long-sentence",
        {"easy_reading": True, **text("这一句话对易读版来说实在是有一点太长了读起来会喘不过气来。")},
    ),
    # typography
    ("punctuation", text("他来了,很高兴。")),
    ("punctuation", text("来了吗?来了。")),
    ("punctuation", text("真好！！！")),
    ("punctuation", text("等等。。。")),
    ("punctuation", text('他说"真高兴"。')),
    ("punctuation", text("附件(见后)。")),
    ("han-latin-space", text("共86人参加。")),
    ("han-latin-space", text("用Word写。")),
    # photos and pictures
    ("photo-taken-back", {"photo": "withdrawn"}),
    ("photo-taken-back", {"photo": "internal"}),
    ("no-description", {"picture": ""}),
    ("no-description", {"picture": "IMG_20260517"}),
    ("no-description", {"picture": "现场.jpg"}),
    ("long-description", {"picture": "很长的说明" * 30}),
    ("phone-number", {"picture": "墙上写着 13800001234"}),
    ("phone-number", {"file_name": "13800001234.jpg"}),
    ("identity-number", {"file_name": f"{CERTIFICATE}.jpg"}),
]
