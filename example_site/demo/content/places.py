"""Venues, what is offered everywhere, and the names of people: all invented."""

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
