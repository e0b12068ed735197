"""What the demo shows: activities that offices report, with invented places and no real people."""

from dataclasses import dataclass, field
from datetime import time
from typing import Any

VENUES = {
    "文体中心": {
        "name": "南湖街道文体中心",
        "address": "江滨区南湖路 1 号",
        "directions": "公交 12 路“南湖文体中心”站下车，向前走 50 米，右手边第一个门。门口有盲道和语音提示。",
        "latitude": "30.245000",
        "longitude": "120.170000",
        "facilities": [
            ("level-entrance", "yes", "正门平进，门宽 120 厘米"),
            ("toilet", "yes", "一楼大厅东侧"),
            ("lift", "yes", "大厅左侧，有语音报层"),
            ("parking", "no", "可以在门口停车下客"),
            ("tactile-paving", "unknown", "需要的话请打电话，我们来接"),
        ],
    },
    "活动室": {
        "name": "创业社区活动室",
        "address": "江滨区创业街 20 号 2 楼",
        "directions": "从创业街 20 号大门进，直走到底坐电梯上二楼。",
        "facilities": [
            ("lift", "yes", "进门直走到底"),
            ("level-entrance", "yes", ""),
            ("toilet", "unknown", ""),
        ],
    },
    "培训中心": {
        "name": "江滨区残疾人综合服务中心",
        "address": "江滨区江滨大道 88 号",
        "directions": "地铁 3 号线江滨站 B 口有电梯，出站向东 200 米。",
        "facilities": [
            ("level-entrance", "yes", ""),
            ("lift", "yes", ""),
            ("toilet", "yes", "每层都有"),
            ("parking", "yes", "地下一层 6 个车位"),
            ("metro-lift", "yes", "江滨站 B 口"),
        ],
    },
    "广场": {
        "name": "江滨人民广场",
        "address": "江滨区人民路 5 号",
        "directions": "广场南入口没有台阶。",
        "facilities": [("level-entrance", "yes", "南入口"), ("toilet", "no", "最近的在对面服务中心一楼")],
    },
}


@dataclass(frozen=True)
class DemoDate:
    """A date relative to the day of loading."""

    days: int
    start: time | None = time(9)
    end: time | None = time(11, 30)
    topic: str = ""
    last_day: int | None = None


@dataclass(frozen=True)
class DemoEvent:
    """One event. ``model`` is the page class; ``special`` its blocks."""

    title: str
    org: str
    kind: str
    model: str
    summary: str
    venue: str
    room: str
    dates: tuple[DemoDate, ...]
    theme: str = ""
    services: tuple[tuple[str, int | None, str], ...] = ()
    special: tuple[Any, ...] = ()
    capacity: int | None = None
    people: int = 0
    waiting: int = 0
    cancelled: int = 0
    came: int = 0
    walk_ins: int = 0
    companions: int = 0
    volunteers: int = 0
    photos: tuple[str, ...] = ()
    operation: str = ""
    draft: bool = False
    ask_certificate: str = "no"
    register_for: str = "event"
    register: bool = True
    extra: dict[str, Any] = field(default_factory=dict)


SIGN = ("sign-language", None, "全程一位，报名时说一声")
RIDE = ("transport", 6, "轮椅可上车，请提前三天说")
PRINT = ("large-print", None, "")


def contest(name: str, group: str, *results: tuple[str, str, str, str]) -> tuple[str, dict[str, Any]]:
    rows = [{"place": p, "who": w, "team": t, "result": r} for p, w, t, r in results]
    return ("contest", {"name": name, "group": group, "rules": "", "results": rows})


def programme(heading: str, *items: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    return ("programme", {"heading": heading, "items": [{"time": t or None, "text": x} for t, x in items]})


def speakers(heading: str, *people: tuple[str, str, str]) -> tuple[str, dict[str, Any]]:
    rows = [{"name": n, "role": r, "about": a, "image": None} for n, r, a in people]
    return ("speakers", {"heading": heading, "people": rows})


EVENTS = (
    DemoEvent(
        "残疾人趣味运动会",
        "南湖街道残联",
        "sports",
        "SportsDayPage",
        "投沙包、轮椅绕桩、盲人定向走、飞镖。不比快慢，人人有奖。一个人来、家人陪着来都欢迎。",
        "文体中心",
        "一楼大厅",
        (DemoDate(18),),
        theme="全国助残日",
        services=(SIGN, RIDE, PRINT),
        special=(contest("轮椅绕桩", "肢体组"), contest("盲人定向走", "视力组"), contest("飞镖", "听力组")),
        capacity=50,
        people=9,
        cancelled=1,
        ask_certificate="optional",
    ),
    DemoEvent(
        "春季趣味体育比赛",
        "南湖街道残联",
        "sports",
        "SportsDayPage",
        "街道残疾人协会一年一度的趣味比赛，四个项目，分肢体、视力、听力、智力四组。",
        "文体中心",
        "一楼大厅",
        (DemoDate(-12),),
        theme="全国助残日",
        services=(SIGN, RIDE),
        special=(
            contest(
                "轮椅绕桩",
                "肢体组",
                ("gold", "赵先生", "站前社区", "41.2 秒"),
                ("silver", "参赛选手", "创业社区", "43.8 秒"),
            ),
            contest(
                "投沙包",
                "智力组",
                ("gold", "参赛选手", "文苑社区", "9 个"),
                ("bronze", "参赛选手", "站前社区", "7 个"),
            ),
        ),
        capacity=60,
        people=16,
        came=14,
        walk_ins=5,
        companions=11,
        volunteers=6,
        photos=("slalom", "targets", "slalom", "targets", "table", "lanterns"),
    ),
    DemoEvent(
        "“心中的家园”残疾人书画手工作品展",
        "创业社区残协",
        "arts",
        "ArtShowcasePage",
        "社区居民的书画、剪纸和手工。每件作品都有文字说明，有人为您讲述画面。",
        "活动室",
        "二楼",
        (DemoDate(9, None, None, last_day=13),),
        theme="国际残疾人日",
        services=(("audio-description", None, "志愿者讲述"), ("braille", 10, "作品目录")),
        capacity=12,
        people=12,
        waiting=3,
    ),
    DemoEvent(
        "残疾人优秀作文展",
        "文苑社区残协",
        "arts",
        "ArtShowcasePage",
        "助残月里，社区残疾人写下自己的故事，十二篇作文上墙展出。",
        "活动室",
        "二楼",
        (DemoDate(-40, None, None, last_day=-36),),
        theme="全国助残日",
        services=(PRINT,),
        special=(
            (
                "work",
                {
                    "title": "窗外的路",
                    "author": "社区居民",
                    "medium": "散文",
                    "image": None,
                    "description": "写一条装上坡道以后可以自己走出去的路。",
                    "prize": "一等奖",
                },
            ),
            (
                "work",
                {
                    "title": "母亲的手",
                    "author": "社区居民",
                    "medium": "散文",
                    "image": None,
                    "description": "写母亲教她用手认字。",
                    "prize": "二等奖",
                },
            ),
        ),
        people=5,
        came=5,
        walk_ins=21,
        companions=8,
        volunteers=3,
        photos=("house", "hills", "papercut"),
        register_for="event",
    ),
    DemoEvent(
        "迎新春联谊会",
        "江滨区残疾人联合会",
        "gathering",
        "SocialGatheringPage",
        "包饺子、唱歌、写春联。听不见的朋友有手语翻译，怕吵的朋友有安静的房间。",
        "培训中心",
        "三楼多功能厅",
        (DemoDate(30, time(14), time(16, 30)),),
        theme="春节",
        services=(SIGN, ("quiet-room", None, "三楼 305"), RIDE),
        special=(
            programme(
                "当天安排",
                ("13:30", "签到，领取小礼物"),
                ("14:00", "开场，齐读助残倡议"),
                ("14:20", "写春联、包饺子"),
                ("16:00", "合影（不愿入镜的请到蓝色区域）"),
            ),
        ),
        capacity=80,
        people=7,
    ),
    DemoEvent(
        "户外联谊",
        "站前社区残协",
        "gathering",
        "SocialGatheringPage",
        "到湿地公园走一走，全程有志愿者陪同。",
        "广场",
        "南入口集合",
        (DemoDate(6, time(8, 30), time(16)),),
        services=(("guide", 8, ""), RIDE),
        capacity=30,
        people=6,
        operation="cancel",
    ),
    DemoEvent(
        "手语培训班",
        "江滨区残疾人联合会",
        "training",
        "TrainingCoursePage",
        "从打招呼学起，一共六个晚上。家属、社区工作者和志愿者都可以来。",
        "培训中心",
        "二楼教室",
        tuple(
            DemoDate(3 + 7 * week, time(18, 30), time(20), topic)
            for week, topic in enumerate(
                (
                    "第一课：你好",
                    "第二课：家人",
                    "第三课：看病",
                    "第四课：办事",
                    "第五课：紧急情况",
                    "第六课：唱一首歌",
                )
            )
        ),
        services=(("captions", None, ""), ("induction-loop", None, "前三排")),
        special=(speakers("授课老师", ("手语老师", "区聋人协会", "教手语十二年。")),),
        capacity=25,
        people=10,
    ),
    DemoEvent(
        "盲人电脑培训班",
        "江滨区残疾人联合会",
        "training",
        "TrainingCoursePage",
        "学会用读屏软件上网、发消息、挂号。每人一台电脑。",
        "培训中心",
        "二楼机房",
        (DemoDate(-25), DemoDate(-18), DemoDate(-11)),
        services=(("guide", 6, "地铁口接"), ("guide-dogs", None, "")),
        capacity=12,
        people=8,
        came=7,
        volunteers=4,
        ask_certificate="optional",
        photos=("table", "notes"),
    ),
    DemoEvent(
        "电子商务免费培训",
        "江滨区残疾人联合会",
        "training",
        "TrainingCoursePage",
        "开网店、拍商品、写介绍，想在家就业的残疾人优先。",
        "培训中心",
        "四楼",
        (DemoDate(40, time(9), time(16)),),
        services=(SIGN, PRINT),
        capacity=40,
        people=0,
    ),
    DemoEvent(
        "法律援助咨询日",
        "南湖街道残联",
        "advice",
        "AdviceDayPage",
        "律师和残联工作人员坐在这里，婚姻、工作、补贴的事都可以问。",
        "广场",
        "南入口帐篷",
        (DemoDate(12, time(9), time(15)),),
        services=(SIGN, ("wheelchair-loan", 2, "")),
        special=(
            ("contact", {"person": "法律援助", "phone": "", "place": "1 号桌", "hours": "9:00–15:00"}),
            ("contact", {"person": "换证登记", "phone": "", "place": "2 号桌", "hours": "9:00–15:00"}),
        ),
        register=False,
    ),
    DemoEvent(
        "残疾人专场招聘会",
        "江滨区残疾人联合会",
        "job-fair",
        "EventPage",
        "二十五家企业，六十个岗位，现场面试。带上残疾人证和简历。",
        "培训中心",
        "一楼大厅",
        (DemoDate(25, time(9), time(12)),),
        services=(SIGN, RIDE, ("wheelchair-loan", 4, "")),
        capacity=200,
        people=4,
        operation="move",
    ),
    DemoEvent(
        "康复体检日",
        "站前社区残协",
        "health",
        "EventPage",
        "测血压、查视力、配辅具，行动不便的可以约上门。",
        "活动室",
        "一楼",
        tuple(DemoDate(5 + 14 * turn, time(8, 30), time(11)) for turn in range(3)),
        services=(RIDE,),
        capacity=15,
        people=5,
        register_for="date",
    ),
    DemoEvent(
        "文艺汇演",
        "江滨区残疾人联合会",
        "performance",
        "EventPage",
        "合唱、舞蹈、手语歌，十一个节目，都由残疾人朋友演出。",
        "文体中心",
        "剧场",
        (DemoDate(-70, time(14), time(16)),),
        theme="国际残疾人日",
        services=(SIGN, ("captions", None, ""), ("audio-description", None, "")),
        people=6,
        came=6,
        walk_ins=48,
        companions=30,
        volunteers=15,
        photos=("notes", "lanterns", "notes", "papercut", "hills", "house"),
    ),
    DemoEvent(
        "面点制作培训",
        "文苑社区残协",
        "training",
        "TrainingCoursePage",
        "学做包子和蛋糕，材料免费。",
        "活动室",
        "一楼厨房",
        (DemoDate(50),),
        capacity=10,
        draft=True,
    ),
)

NAMES = (
    "赵一禾",
    "钱小川",
    "孙青",
    "李木子",
    "周远",
    "吴晓",
    "郑南",
    "王溪",
    "冯原",
    "陈石",
    "褚云",
    "卫兰",
    "蒋山",
    "沈星",
    "韩雨",
    "阿依古丽·测试",
    "𠮷田",
    "杨柳",
)
