"""Pages as news sites make them: four families of layouts, five articles each, every page with its own clutter."""

# ruff: noqa: E501 - a page has long lines

from __future__ import annotations

from collections.abc import Callable

Article = tuple[str, str, list[str]]  # headline, lead, paragraphs

ARTICLES: list[Article] = [
    (
        "وزیر راه عمان برای گفت‌وگو درباره خط کشتیرانی به بندرعباس آمد",
        "وزیر راه عمان صبح دوشنبه در رأس هیئتی وارد بندرعباس شد و از اسکله شهید رجایی بازدید کرد.",
        [
            "او در جمع خبرنگاران گفت که خط تازه کشتیرانی میان صحار و بندرعباس هفته‌ای دو بار کار خواهد کرد و زمان سفر "
            "را از سه روز به یک روز می‌رساند.",
            "مدیرکل بنادر استان نیز از آماده بودن دو پهلوگاه خبر داد و افزود: «کار لایروبی تا پایان ماه تمام می‌شود.»",
            "پیش از این، دو طرف در نشست مسقط بر سر تعرفه‌ها به توافق نرسیده بودند و موضوع به کارگروهی سپرده شده بود "
            "که قرار است ماه آینده دوباره گرد هم آید.",
            "تجارت دو کشور سال گذشته از یک میلیارد دلار گذشت؛ بیشتر آن سنگ آهن، میوه و مصالح ساختمانی بود.",
        ],
    ),
    (
        "توافق تهران و ایروان بر سر پل مرزی",
        "نمایندگان ایران و ارمنستان پس از دو روز مذاکره در نوردوز، متن یادداشت تفاهم ساخت پل دوم را نهایی کردند.",
        [
            "به گفته رئیس هیئت ایرانی، هزینه پل را دو طرف برابر می‌پردازند و پیمانکار با مناقصه برگزیده می‌شود.",
            "طرف ارمنی خواسته بود که کار از بهار آغاز شود، اما مشاوران فنی هشدار دادند که بالا آمدن آب ارس در آن فصل "
            "پی‌سازی را دشوار می‌کند.",
            "این یادداشت هنوز باید در هیئت دولت هر دو کشور تصویب شود. سخنگوی وزارت راه گفت که متن آن به زودی به "
            "دولت فرستاده خواهد شد و منتشر می‌شود.",
        ],
    ),
    (
        "سفیر ژاپن: پروژه پایش زلزله ادامه می‌یابد",
        "سفیر ژاپن در تهران می‌گوید کشورش همکاری در زمینه پایش زلزله را تا سه سال دیگر ادامه خواهد داد.",
        [
            "او که در دانشگاه تهران سخن می‌گفت، یادآور شد که چهل دستگاه لرزه‌نگار در البرز جنوبی نصب شده است.",
            "در این آیین، رئیس مؤسسه ژئوفیزیک از نبود قطعات یدکی گله کرد و گفت تحریم‌ها خرید را دشوار کرده است.",
            "سفیر در پاسخ گفت که قطعه‌ها از راه یک شرکت واسطه در سنگاپور می‌رسد و مشکلی در پرداخت نیست.",
            "دانشجویان نیز پرسش‌هایی درباره بورس‌های تحصیلی داشتند که قرار شد در نشستی جداگانه پاسخ داده شود.",
            "این همکاری هفت سال پیش با امضای تفاهم‌نامه‌ای میان دو وزارت علوم آغاز شد.",
        ],
    ),
    (
        "نشست سه‌جانبه دریای خزر بی‌نتیجه ماند",
        "نشست کارشناسان ایران، روسیه و جمهوری آذربایجان درباره سهمیه صید ماهیان خاویاری بی‌نتیجه پایان یافت.",
        [
            "به گزارش خبرنگار اعزامی، اختلاف بر سر روش شمارش ذخایر بود و دو پیشنهاد روی میز هیچ‌کدام رأی نیاورد.",
            "نماینده روسیه پس از نشست گفت: «ما به داده‌های مشترک نیاز داریم، نه به عددهایی که هر کشور خود می‌سازد.»",
            "معاون سازمان شیلات ایران نیز از پیشنهاد گشت پژوهشی مشترک در پاییز استقبال کرد، به شرط آن که هزینه آن از "
            "صندوق مشترک پرداخت شود.",
            "دور بعدی گفت‌وگوها در باکو برگزار می‌شود و تاریخ آن هنوز روشن نیست.",
        ],
    ),
    (
        "آغاز به کار کنسولگری تازه قزاقستان در گرگان",
        "کنسولگری قزاقستان در گرگان روز یکشنبه با حضور معاون وزیر خارجه آن کشور آغاز به کار کرد.",
        [
            "معاون وزیر خارجه قزاقستان این گام را نشانه رشد رفت‌وآمد بازرگانان دو کشور دانست و از استاندار سپاسگزاری کرد.",
            "استاندار گلستان هم گفت که راه‌آهن اینچه‌برون سال گذشته دو برابر سال پیش از آن بار جابه‌جا کرده است.",
            "صدور روادید از هفته آینده آغاز می‌شود و مراجعه‌کنندگان باید از پیش نوبت بگیرند.",
        ],
    ),
]

_LINKS = ["قیمت دلار امروز", "نتیجه بازی دیشب", "هوای فردا", "آگهی استخدام بانک", "عکس‌های جشنواره", "جدول پخش تلویزیون"]


def _list(kind: str, start: int, count: int = 6) -> str:
    rows = (_LINKS[(start + n) % len(_LINKS)] for n in range(count))
    return (
        f'<ul class="{kind}">'
        + "".join(f'<li><a href="/n/{start}{n}">{row}</a></li>' for n, row in enumerate(rows))
        + "</ul>"
    )


def _paragraphs(article: Article) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in article[2])


def wordpress(n: int, article: Article) -> str:
    """A blog engine: entry-content, share buttons in the text, related posts, comments, widgets."""
    title, lead, paragraphs = article
    middle = '<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">به اشتراک بگذارید:</h3><ul><li><a>تلگرام</a></li></ul></div>'
    body = "\n".join(f"<p>{p}</p>" + (middle if i == n % 3 else "") for i, p in enumerate([lead, *paragraphs]))
    comments = "".join(
        f'<li class="comment"><div class="comment-content"><p>نظر کاربر شماره {c}: خیلی خوب بود ممنون</p></div></li>'
        for c in range(n + 1)
    )
    return (
        f'<!DOCTYPE html><html dir="rtl" lang="fa-IR"><head><meta charset="UTF-8"><title>{title} - وبلاگ خبری</title>'
        f'<meta property="og:title" content="{title}"><meta property="article:published_time" content="2023-12-0{n + 1}T08:00:00+03:30">'
        '<style>.a{color:red}</style><script>var wp={};</script></head><body class="post-template-default single">'
        f'<header id="masthead"><nav id="site-navigation">{_list("menu", n)}</nav></header><div id="primary"><main id="main">'
        f'<article id="post-{n}" class="post type-post hentry"><header class="entry-header"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-meta"><span class="posted-on">نوشته شده در <time class="entry-date" datetime="2023-12-0{n + 1}">روز</time></span>'
        f'<span class="byline">به دست <a>مدیر</a></span></div></header><div class="entry-content">{body}</div>'
        f'<footer class="entry-footer"><span class="tags-links">برچسب‌ها: <a>خبر</a>، <a>جهان</a></span></footer></article>'
        f'<div class="jp-relatedposts"><h3>نوشته‌های مرتبط</h3>{_list("related", n + 1)}</div>'
        f'<div id="comments" class="comments-area"><h2>دیدگاه‌ها</h2><ol class="comment-list">{comments}</ol></div></main></div>'
        f'<aside id="secondary" class="widget-area"><section class="widget">{_list("widget", n + 2)}</section></aside>'
        '<footer id="colophon">تمامی حقوق محفوظ است. نیرو گرفته از وردپرس</footer></body></html>'
    )


def agency(n: int, article: Article) -> str:
    """An Iranian agency: breadcrumb, rutitr, lead in a box, body div, boxes of related news inside, tags, short link."""
    title, lead, _ = article
    related = f'<div class="related-news"><div class="title">اخبار مرتبط</div>{_list("", n, 3)}</div>' if n % 2 else ""
    body = _paragraphs(article).replace("</p>\n", "</p>\n" + related, 1)
    return (
        f'<!DOCTYPE html><html lang="fa"><head><meta charset="utf-8"><title>{title} | خبرگزاری</title>'
        f'<meta name="description" content="{lead}"></head><body class="rtl news-page"><div class="top-bar"><span>یکشنبه</span>'
        f'{_list("langs", n, 3)}</div><nav class="main-menu">{_list("nav navbar-nav", n)}</nav><div class="container"><div class="row">'
        f'<div class="col-md-8"><ol class="breadcrumb"><li><a href="/">خانه</a></li><li><a>سیاسی</a></li></ol>'
        f'<section class="news-content"><article class="item-news"><div class="item-header"><div class="item-nav"><span class="item-date">'
        f'۱{n} آذر ۱۴۰۲ - ۱۸:۲{n}</span><span class="item-code">کد خبر: 8512{n}</span></div><h1 class="first-title">{title}</h1></div>'
        f'<div class="item-summary"><figure><img src="a.jpg" alt="عکس"></figure><p class="summary introtext">{lead}</p></div>'
        f'<div class="item-body"><div class="item-text" itemprop="articleBody">{body}<p>انتهای پیام</p></div></div></article>'
        f'<section class="tags"><header>برچسب‌ها</header><ul><li><a>سیاست خارجی</a></li><li><a>همسایگان</a></li></ul></section>'
        f'<div class="short-link">لینک کوتاه: <input value="https://example.org/x{n}"></div>'
        f'<section class="comments"><h2>نظر شما</h2><form><textarea></textarea><button>ارسال</button></form></section></section></div>'
        f'<div class="col-md-4"><section class="box most-viewed"><header>پربازدیدترین‌ها</header>{_list("list", n + 3)}</section></div>'
        f'</div></div><footer class="footer"><p>کلیه حقوق متعلق به خبرگزاری است</p>{_list("links", n)}</footer></body></html>'
    )


def amp(n: int, article: Article) -> str:
    """An AMP page: amp-* elements, boilerplate styles, JSON-LD, an amp-sidebar, an ad between paragraphs."""
    title, lead, paragraphs = article
    advert = '<amp-ad width="300" height="250" type="x"><div placeholder>تبلیغ</div></amp-ad>'
    body = "".join(f"<p>{p}</p>" + (advert if i == 1 + n % 2 else "") for i, p in enumerate([lead, *paragraphs]))
    linked = f'{{"@context":"http://schema.org","@type":"NewsArticle","headline":"{title}","datePublished":"2023-12-0{n + 1}T10:00:00Z"}}'
    return (
        f'<!doctype html><html amp lang="fa" dir="rtl"><head><meta charset="utf-8"><title>{title}</title><link rel="canonical" '
        f'href="https://example.org/{n}"><script async src="https://example.org/v0.js"></script><script type="application/ld+json">'
        f"{linked}</script><style amp-boilerplate>body{{animation:-amp-start 8s}}</style><style amp-custom>p{{margin:0}}</style></head>"
        f'<body><amp-sidebar id="s" layout="nodisplay">{_list("", n)}</amp-sidebar><header class="amp-header"><a href="/">خانه</a></header>'
        f'<main><article class="amp-article"><header><h1 class="amp-title">{title}</h1><div class="amp-meta"><time>۱{n} آذر ۱۴۰۲</time>'
        f'</div></header><amp-img src="a.jpg" width="600" height="400" alt="عکس خبر"></amp-img><div class="amp-content">{body}</div>'
        f'</article><amp-social-share type="telegram"></amp-social-share><section class="amp-related"><h3>بیشتر بخوانید</h3>'
        f'{_list("", n + 2)}</section></main><footer class="amp-footer">نسخه کامل</footer></body></html>'
    )


def table(n: int, article: Article) -> str:
    """An old site: tables in tables, fonts, line breaks for paragraphs, no class that means anything."""
    title, lead, paragraphs = article
    menu = "".join(
        f'<tr><td bgcolor="#eeeeee"><a href="{i}.asp"><font size="1">{_LINKS[(n + i) % 6]}</font></a></td></tr>'
        for i in range(6)
    )
    broken = "<br><br>".join([lead, *paragraphs])
    whole = (
        broken
        if n % 2
        else "".join(f'<p align="justify"><font face="Tahoma" size="2">{p}</font></p>' for p in [lead, *paragraphs])
    )
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>{title}</title></head>'
        f'<body bgcolor="white"><table width="780" align="center" border="0"><tr><td colspan="3"><img src="logo.gif"></td></tr><tr>'
        f'<td width="150" valign="top"><table>{menu}</table></td><td width="480" valign="top"><table width="100%"><tr><td>'
        f'<h1><font color="#000080" size="4">{title}</font></h1></td></tr><tr><td align="right" dir="rtl"><div>{whole}</div></td></tr></table></td>'
        f'<td width="150" valign="top"><table>{menu}</table></td></tr><tr><td colspan="3" align="center"><font size="1">'
        "نقل مطالب با ذکر منبع آزاد است</font></td></tr></table></body></html>"
    )


FAMILIES: dict[str, Callable[[int, Article], str]] = {
    "wordpress": wordpress,
    "agency": agency,
    "amp": amp,
    "table": table,
}
