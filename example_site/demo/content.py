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
        "metro": "南湖站 C 口，150 米",
        "door_width": 120,
        "steps": 0,
        "photos": [("entrance", "正门：玻璃双开门，门前没有台阶，左边有扶手坡道")],
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
        "door_width": 85,
        "steps": 2,
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
        "metro": "江滨站 B 口，200 米",
        "door_width": 95,
        "steps": 0,
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
class DemoCourse:
    """Several sessions: day from today and topic of each; teacher and room where they differ."""

    sessions: tuple[tuple[Any, ...], ...]
    start: time = time(18, 30)
    minutes: int = 90
    teacher: str = ""


@dataclass(frozen=True)
class DemoRhythm:
    """Dates that repeat from a day on. ``left_out`` and ``moved`` count the dates of the rhythm."""

    days: int
    start: time
    end: time
    fields: dict[str, Any]
    left_out: int | None = None
    moved: int | None = None


@dataclass(frozen=True)
class DemoLunar:
    """A festival of the lunar calendar, the next one to come."""

    festival: str
    start: time = time(9)
    end: time = time(11)


@dataclass(frozen=True)
class DemoResult:
    """A line of a result sheet: ``who`` is a name to publish, or the place among those who signed up."""

    contest: str
    who: str | int
    team: str
    value: str
    heat: int = 0
    state: str = "ok"
    note: str = ""


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
    dates: tuple[Any, ...]
    occasion: str = ""
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
    asks: tuple[tuple[str, bool, str], ...] = ()
    register_for: str = "event"
    register: bool = True
    results: tuple[DemoResult, ...] = ()
    prizes: tuple[tuple[str, str], ...] = ()
    arranged: bool = False
    form_template: str = ""
    partners: tuple[str, ...] = ()
    """Those that hold it together with ``org``."""
    extra: dict[str, Any] = field(default_factory=dict)


def place_group(name: str, *, role: str = "participant", **facts: Any) -> tuple[str, dict[str, Any]]:
    """Places of one group of people."""
    value = {"name": name, "role": role, "capacity": None, "min_age": None, "max_age": None}
    return ("group", value | {"categories": [], "note": ""} | facts)


FORM_TEMPLATES = {"聚餐和联谊": ("diet", "emergency_contact")}
"""Questions that events of one sort begin with."""

ARRANGED = {"sign-language": "王老师，开场前半小时到", "quiet-room": "三楼 305，门口有志愿者"}
"""What is noted with a need that is met, by service."""

SERVICES = (
    {"code": "sign-language", "note": "全程一位，报名时说一声"},
    {"code": "transport", "limit": 6, "days_before": 3, "note": "轮椅可上车"},
    {"code": "wheelchair-loan", "note": "在签到台借，用完还到签到台"},
    {"code": "charging", "name": "电动轮椅充电", "limit": 4, "note": "签到台旁边有插座"},
)
"""What the catalogue of services says once for all events."""

SIGN = ("sign-language", None, "")
RIDE = ("transport", None, "")
PRINT = ("large-print", None, "")
CHARGING = ("charging", None, "")


def contest(name: str, group: str, measure: str = "time", unit: str = "") -> tuple[str, dict[str, Any]]:
    value = {"name": name, "group": group, "rules": "", "measure": measure, "unit": unit, "heats": 0}
    return ("contest", {**value, "results": []})


def work(title: str, medium: str, description: str, **more: Any) -> tuple[str, dict[str, Any]]:
    value = {
        "title": title,
        "author": "社区居民",
        "named": "full",
        "consent": True,
        "medium": medium,
        "image": None,
        "sound": None,
        "text": "",
        "description": description,
        "prize": "",
    }
    return ("work", value | more)


def desk(name: str, about: str, person: str, place: str, *times: Any) -> tuple[str, dict[str, Any]]:
    begins, ends, minutes, at_once = times or (None, None, 30, 1)
    value = {
        "name": name,
        "about": about,
        "person": person,
        "location": place,
        "begins": begins,
        "ends": ends,
    }
    return ("desk", {**value, "minutes": minutes, "at_once": at_once})


def employer(name: str, about: str, access: str, *posts: tuple[str, int, str, str]) -> tuple[str, Any]:
    rows = [{"title": t, "number": n, "pay": p, "note": x} for t, n, p, x in posts]
    return ("employer", {"name": name, "about": about, "access": access, "posts": rows})


def checklist(*items: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    rows = [{"text": text, "note": note} for text, note in items]
    return ("checklist", {"heading": "请带上这些", "items": rows})


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
        occasion="全国助残日",
        services=(SIGN, RIDE, PRINT),
        special=(contest("轮椅绕桩", "肢体组"), contest("盲人定向走", "视力组"), contest("飞镖", "听力组")),
        capacity=50,
        people=9,
        cancelled=1,
        asks=(("disability_card", False, "核对参赛组别"), ("email", False, "")),
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
        occasion="全国助残日",
        services=(SIGN, RIDE),
        special=(
            contest("轮椅绕桩", "肢体组"),
            contest("投沙包", "智力组", "points", "个"),
            contest("盲人定向走", "视力组"),
            contest("100 米自由泳", "S8"),
        ),
        results=(
            DemoResult("轮椅绕桩", 0, "站前社区", "41.2"),
            DemoResult("轮椅绕桩", 1, "创业社区", "43.8"),
            DemoResult("轮椅绕桩", 2, "文苑社区", "43.8"),
            DemoResult("轮椅绕桩", 3, "站前社区", "", 0, "dnf"),
            DemoResult("投沙包", 4, "文苑社区", "9"),
            DemoResult("投沙包", 5, "站前社区", "7"),
            DemoResult("投沙包", "社区居民", "创业社区", "6"),
            DemoResult("盲人定向走", 6, "创业社区", "58.4"),
            DemoResult("盲人定向走", 7, "文苑社区", "1:02.35"),
            DemoResult("100 米自由泳", 8, "站前社区", "1:09.8", 1),
            DemoResult("100 米自由泳", 9, "文苑社区", "1:12.1", 2),
            DemoResult("100 米自由泳", 8, "站前社区", "1:08.41", 0, "ok", "破街道纪录"),
            DemoResult("100 米自由泳", 9, "文苑社区", "1:11.9"),
        ),
        capacity=60,
        people=16,
        came=14,
        walk_ins=5,
        companions=11,
        volunteers=6,
        photos=("slalom", "targets", "slalom", "targets", "table", "lanterns"),
        extra={"yearly": True},
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
        occasion="国际残疾人日",
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
        occasion="全国助残日",
        services=(PRINT,),
        special=(
            work(
                "窗外的路",
                "散文",
                "写一条装上坡道以后可以自己走出去的路。",
                text="我家门前有三级台阶。三级台阶，我看了十一年。\n\n今年春天，台阶旁边多了一条坡道。"
                "那天早上，我一个人摇着轮椅出了门，一直摇到河边。",
            ),
            work("母亲的手", "散文", "写母亲在手心里一笔一画教她认字。"),
            work("第一份工资", "散文", "写在网店当客服，领到第一个月工资的那一天。"),
        ),
        prizes=(("窗外的路", "一等奖"), ("母亲的手", "二等奖")),
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
        occasion="春节",
        services=(SIGN, ("quiet-room", None, "三楼 305"), RIDE),
        special=(
            programme(
                "当天安排",
                ("13:30", "签到，领取小礼物"),
                ("14:00", "开场，齐读助残倡议"),
                ("14:20", "写春联、包饺子"),
                ("16:00", "合影（不愿入镜的请到蓝色区域）"),
            ),
            (
                "pledge",
                {
                    "text": "爱生活，也爱身边的人。练身体，学手艺，凭自己的双手过日子。",
                    "source": "全体参加的朋友一起读",
                },
            ),
            ("souvenirs", {"heading": "小礼物", "items": [{"name": "暖宝", "number": 80}]}),
        ),
        capacity=80,
        people=7,
        arranged=True,
        form_template="聚餐和联谊",
        extra={
            "companions": 1,
            "group_sign_up": True,
            "transferable": True,
            "places": [
                place_group("参加", note="坐轮椅的朋友也选这一项，座位旁留了空位"),
                place_group("陪同的家人", capacity=20, role="companion"),
                place_group("志愿者", capacity=10, role="volunteer", min_age=16),
            ],
        },
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
        (
            DemoCourse(
                (
                    (3, "第一课：你好"),
                    (10, "第二课：家人"),
                    (17, "第三课：看病"),
                    (24, "第四课：办事", "聋人老师"),
                    (31, "第五课：紧急情况", "", "三楼多功能厅"),
                    (38, "第六课：唱一首歌"),
                ),
                teacher="手语老师",
            ),
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
        (
            DemoCourse(
                ((-25, "认识读屏软件"), (-18, "发消息"), (-11, "网上挂号")),
                start=time(9),
                minutes=150,
                teacher="电脑老师",
            ),
        ),
        services=(("guide", 6, "地铁口接"), ("guide-dogs", None, "")),
        capacity=12,
        people=8,
        came=7,
        volunteers=4,
        asks=(("disability_card", False, "核对参赛组别"), ("email", False, "")),
        photos=("table", "notes"),
        extra={
            "course_certificate_minimum": 2,
            "course_certificate_text": "完成盲人电脑初级课程，特发此证。",
        },
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
            desk("法律援助", "婚姻、工作、补贴", "律师", "1 号桌"),
            desk("换证登记", "残疾人证到期、丢失", "残联工作人员", "2 号桌"),
        ),
        register=False,
    ),
    DemoEvent(
        "残疾人专场招聘会",
        "江滨区残疾人联合会",
        "job-fair",
        "JobFairPage",
        "企业带着岗位来，现场面试。带上残疾人证和简历。",
        "培训中心",
        "一楼大厅",
        (DemoDate(25, time(9), time(12)),),
        services=(SIGN, RIDE, ("wheelchair-loan", 4, ""), CHARGING),
        special=(
            employer(
                "江滨电子商务公司",
                "网店客服和美工",
                "可以在家上班，软件支持读屏",
                ("网店客服", 6, "每月 4000 元起", "会打字就行"),
                ("网店美工", 2, "每月 4500 元起", "聋人朋友优先"),
            ),
            employer(
                "南湖面包坊",
                "做面包和糕点",
                "车间在一楼，平进平出",
                ("面点学徒", 4, "每月 3500 元，包午饭", "智力残疾人有师傅带"),
            ),
            employer(
                "和顺按摩店", "盲人按摩", "店里有盲道，宿舍在隔壁", ("按摩师", 5, "底薪加提成", "有证优先")
            ),
            checklist(("残疾人证", ""), ("简历", "没有也行，现场帮您写")),
        ),
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
        "ArtShowcasePage",
        "合唱、舞蹈、手语歌，十一个节目，都由残疾人朋友演出。",
        "文体中心",
        "剧场",
        (DemoDate(-70, time(14), time(16)),),
        occasion="国际残疾人日",
        services=(SIGN, ("captions", None, ""), ("audio-description", None, "")),
        special=(
            work(
                "钢琴独奏《春江》",
                "钢琴",
                "一架黑色三角钢琴，演奏者看不见琴键，手指却越来越快，像一群鸟飞起来。",
            ),
            work("越剧清唱《娘家来客》", "越剧", "一个人站在台中央，一边唱一边比着迎亲的手势。"),
            work("舞蹈《晚霞》", "舞蹈", "十二位聋人演员跟着老师的手势起舞，最后围成一颗心。"),
        ),
        prizes=(
            ("钢琴独奏《春江》", "金奖"),
            ("越剧清唱《娘家来客》", "银奖"),
            ("舞蹈《晚霞》", "银奖"),
        ),
        people=6,
        came=6,
        walk_ins=48,
        companions=30,
        volunteers=15,
        photos=("notes", "lanterns", "notes", "papercut", "hills", "house"),
    ),
    DemoEvent(
        "轮椅太极晨练",
        "南湖街道残联",
        "sports",
        "SportsDayPage",
        "坐着也能打太极。教练带着练一个小时，第一次来也跟得上。",
        "广场",
        "南入口",
        (
            DemoRhythm(
                1,
                time(8),
                time(9),
                {"repeats": "weekly", "weekdays": ["TU", "SA"], "teacher": "太极教练"},
                left_out=5,
                moved=7,
            ),
        ),
        services=(("guide", 4, ""),),
        register=False,
    ),
    DemoEvent(
        "盲人协会趣味体育比赛",
        "江滨区残疾人联合会",
        "sports",
        "SportsDayPage",
        "盲人门球、摸石过河、听声投篮，有引导员全程陪同。",
        "文体中心",
        "一楼大厅",
        (DemoDate(33),),
        services=(("guide", 20, "一对一"), ("guide-dogs", None, "")),
        special=(contest("听声投篮", "B1", "points", "个"), contest("摸石过河", "B1–B3")),
        capacity=40,
        people=3,
    ),
    DemoEvent(
        "助残日便民服务",
        "南湖街道残联",
        "advice",
        "AdviceDayPage",
        "法律、康复、就业三张咨询台，可以约好时间再来，不用排队。",
        "广场",
        "南入口帐篷",
        (DemoDate(15, time(9), time(12)),),
        occasion="全国助残日",
        services=(SIGN, ("wheelchair-loan", 2, "")),
        special=(
            desk("法律援助", "婚姻、工作、补贴", "律师", "1 号桌", time(9), time(12), 30, 1),
            desk("康复指导", "辅具、训练", "康复师", "2 号桌", time(9), time(11), 30, 2),
            desk("就业咨询", "找工作、学手艺", "就业指导员", "3 号桌", time(9), time(11), 30, 1),
        ),
        people=6,
    ),
    DemoEvent(
        "残疾人证换证登记",
        "创业社区残协",
        "drive",
        "ServiceDrivePage",
        "第三代残疾人证开始换发。约好时间来，填一张表，十分钟办完。",
        "活动室",
        "二楼",
        (DemoDate(8, time(9), time(11)), DemoDate(9, time(9), time(11))),
        services=(("wheelchair-loan", 1, ""),),
        special=(
            desk("换证登记", "换证、补证", "残疾人专职委员", "二楼窗口", time(9), time(11), 20, 1),
            checklist(
                ("旧的残疾人证", "丢了也可以来，先登记"),
                ("身份证", ""),
                ("两寸照片两张", "现场也可以拍"),
                ("监护人的身份证", "未成年人和由监护人代办的带上"),
            ),
        ),
        people=4,
    ),
    DemoEvent(
        "春节慰问",
        "文苑社区残协",
        "visit",
        "EventPage",
        "除夕前上门看望社区里行动不便的居民，送去春联和年货。",
        "活动室",
        "社区门口集合",
        (DemoLunar("12-0", time(9), time(11, 30)),),
        occasion="春节",
        register=False,
    ),
    DemoEvent(
        "重阳节敬老联欢",
        "站前社区残协",
        "gathering",
        "SocialGatheringPage",
        "老年残疾人朋友一起喝茶、听戏、量血压。",
        "活动室",
        "一楼",
        (DemoLunar("9-9", time(14), time(16)),),
        occasion="重阳节",
        services=(RIDE, ("companion-seat", None, "")),
        special=(programme("当天安排", ("14:00", "喝茶听戏"), ("15:00", "量血压")),),
        capacity=40,
    ),
    DemoEvent(
        "“迎三八”联欢活动",
        "站前社区残协",
        "gathering",
        "SocialGatheringPage",
        "唱歌、猜谜、做手工，女同胞们的半天。",
        "活动室",
        "二楼",
        (DemoDate(-90, time(14), time(16)),),
        special=(programme("当天安排", ("14:00", "合唱"), ("14:30", "猜谜、做手工")),),
        people=4,
        came=4,
        walk_ins=17,
        companions=6,
        volunteers=3,
    ),
    DemoEvent(
        "“一带十”创业培训班",
        "江滨区残疾人联合会",
        "training",
        "TrainingCoursePage",
        "一个人学会，带动十个人。三天讲怎样开店、记账、申请补贴。",
        "培训中心",
        "四楼",
        (
            DemoCourse(
                ((20, "想做什么"), (21, "算一笔账"), (22, "补贴怎么申请")),
                start=time(9),
                minutes=180,
                teacher="创业导师",
            ),
        ),
        services=(SIGN, PRINT),
        special=(programme("每天安排", ("9:00", "讲课"), ("11:00", "一对一答疑")),),
        capacity=30,
        people=3,
        extra={
            "course_certificate_minimum": 3,
            "course_certificate_text": "完成创业培训全部课程，特发此证。",
        },
    ),
    DemoEvent(
        "残疾人专职委员业务培训",
        "江滨区残疾人联合会",
        "training",
        "TrainingCoursePage",
        "新的动态更新系统怎么用，换证怎么登记，一天讲清楚。",
        "培训中心",
        "二楼教室",
        (DemoDate(-55, time(9), time(16)),),
        people=5,
        came=5,
        walk_ins=12,
    ),
    DemoEvent(
        "婚姻法律知识讲座",
        "南湖街道残联",
        "training",
        "TrainingCoursePage",
        "民法典里的婚姻家庭，律师用案例讲，讲完可以问。",
        "文体中心",
        "二楼",
        (DemoDate(45, time(14), time(16)),),
        services=(SIGN, ("captions", None, "")),
        capacity=60,
    ),
    DemoEvent(
        "助残日广场文艺演出",
        "江滨区残疾人联合会",
        "performance",
        "EventPage",
        "十个节目，台前有手语翻译，第一排是轮椅席位。",
        "广场",
        "中央舞台",
        (DemoDate(16, time(18, 30), time(20, 30)),),
        occasion="全国助残日",
        services=(SIGN, ("wheelchair-space", 12, ""), ("audio-description", None, "")),
        register=False,
        partners=("南湖街道残联", "创业社区残协"),
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
