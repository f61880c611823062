"""Slides as boxes, lines and blocks of text with places, in points from the top left."""

import re
import unicodedata

from content import DOCS, P

WIDTH, HEIGHT = 842, 595
VARIANTS = ("boxes", "rules", "bare")
PHASES = ["基礎研究", "応用研究", "非臨床", "臨床研究・治験", "実用化"]
MINISTRIES = {"総": "総務省", "文": "文部科学省", "厚": "厚生労働省", "経": "経済産業省", "内": "内閣府"}


def em(text):
    return sum(0.5 if unicodedata.east_asian_width(c) in "NaH" else 1 for c in text)


def wrap(text, width):
    """Lines of at most `width` em; no line begins with a closing mark, none breaks a latin word."""
    lines, line = [], ""
    for token in re.findall(r"[\x21-\x7e]+ ?|.", text):
        if line and em(line + token.rstrip()) > width and token not in "、。）」・ー：／":
            lines.append(line.rstrip())
            line = "" if token == " " else token
        else:
            line += token
    return lines + [line.rstrip()] if line.strip() else lines


class Page:
    def __init__(self, variant):
        self.variant, self.shapes, self.texts = variant, [], []

    def box(self, x, y, w, h, fill=None, stroke=True):
        self.shapes.append((x, y, w, h, fill, stroke))

    def line(self, x0, y0, x1, y1):
        self.shapes.append((x0, y0, x1 - x0, y1 - y0, None, True))

    def text(self, x, y, size, lines, align="l", role=0):
        """The top of the first line at `y`; `x` is the left end, the centre or the right end."""
        self.texts.append((role, x, y, size, lines, align))

    def ops(self):
        """In the order of drawing: as laid out, names before amounts, or shuffled by place."""
        texts = list(self.texts)
        if self.variant == "rules":
            texts.sort(key=lambda t: t[0] == 1)
        elif self.variant == "bare":
            texts.sort(key=lambda t: (int(t[1] * 7 + (t[0] != 2) * t[2] * 13) * 2654435761) % 1009)
        return self.shapes, texts


def yen(amount):
    digits = unicodedata.normalize("NFKC", re.search(r"[+0-9.,０-９，]+ ?(?=億円)", amount).group())
    return round(float(digits.replace(",", "").replace("+", "")) * 10) * 10_000_000


class Truth:
    HEAD = "page name path level fiscal_year stage measure agency ministry yen rate flags".split()

    def __init__(self):
        self.rows = []

    def add(self, page, path, level, year, stage, amount, *, agency="", ministry="", measure="amount",
            rate="", flags=""):
        value = "" if amount is None else amount if isinstance(amount, int) else yen(amount)
        self.rows.append([page, path[-1], " > ".join(path), level, year, stage, measure, agency or "",
                          ministry, value, rate, flags])

    def shares(self, page, path, level, year, stage, agency, shares):
        for share in shares.split(","):
            figure = share[1:]
            amount, flags = (None, "undetermined") if figure == "※" else (int(figure) * 10**8, "")
            self.add(page, path, level, year, stage, amount, agency=agency,
                     ministry=MINISTRIES[share[0]], flags=flags)

    def write(self, path):
        rows = [self.HEAD] + self.rows
        path.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")


def stacked(page, x, y, label, size=10):
    """A vertical label, one character a line, each a text of its own."""
    for k, c in enumerate(label):
        page.text(x, y + k * size * 1.12, size, [c], "c", role=2)


def record_name(p):
    return p.record or "／".join(part.strip() for part in re.split(r"[／/]", p.name))


def amount_lines(doc, p):
    return p.amount.split("\n") if "\n" in p.amount else [doc.word + p.amount]


def measure(doc, p, width, size):
    """The lines of a programme's text and of its amount, and the height both need."""
    lead = size * 1.3
    amounts = amount_lines(doc, p)
    room = width - 12
    if p.place in "rl":
        room -= max(map(em, amounts)) * size + 14
    if p.said is None:
        said = wrap(p.name, room / size)
    else:
        name = "● " + p.name + ("（再掲）" if p.flags == "repeated" else "")
        one = name + ("：" if p.said else "")
        said = wrap(one + p.said, room / size) if em(one + p.said) * size <= room else (
            wrap(one, room / size) + wrap(p.said, room / size))
    rows = max(len(said), len(amounts)) if p.place in "rl" else len(said) + len(amounts)
    return said, amounts, rows * lead + 8


def programme(page, doc, p, x, y, width, height, size):
    said, amounts, _ = measure(doc, p, width, size)
    lead = size * 1.3
    left = x + 6
    if p.place == "l":
        left += max(map(em, amounts)) * size + 14
    page.text(left, y + 4, size, said)
    if p.place == "l":
        page.text(x + 6, y + 4, size, amounts, role=1)
    elif p.place == "b":
        page.text(x + width - 6, y + 4 + len(said) * lead, size, amounts, "r", role=1)
    elif page.variant == "rules" and len(amounts) == 1:
        # Centred in the row's height, between two lines of the name if it has two.
        page.text(x + width - 6, y + (height - lead) / 2, size, amounts, "r", role=1)
    else:
        last = max(0, len(said) - len(amounts)) if page.variant == "boxes" else 0
        page.text(x + width - 6, y + 4 + last * lead, size, amounts, "r", role=1)


def theme(page, t, x, y, width, height, size):
    lead = size * 1.3
    labels, middle = t.labels, x + 62
    if "／" in t.record:
        # Two labels with one total: each in a box of its own.
        page.text(middle, y + 9, size, labels[:1], "c")
        if page.variant == "boxes":
            page.box(x + 6, y + 5, 112, lead + 8, fill="#e8f0fa")
        y, height, labels = y + 30, height - 30, labels[1:]
    labels = labels + ["（%s）" % t.amount]
    top = y + (height - len(labels) * lead) / 2
    page.text(middle, top, size, labels[:-1], "c")
    page.text(middle, top + (len(labels) - 1) * lead, size, labels[-1:], "c", role=1)
    names = [line for name in t.names for line in wrap("● " + name, (width - 150) / size)]
    page.text(x + 132, y + (height - len(names) * lead) / 2, size, names)
    if page.variant == "boxes":
        page.box(x + 6, top - 4, 112, len(labels) * lead + 8, fill="#e8f0fa")


def frame(page, x, y, width, height):
    if page.variant == "boxes":
        page.box(x, y, width, height)
    elif page.variant == "rules":
        page.line(x, y, x + width, y)
        page.line(x, y + height, x + width, y + height)


def sheet_head(page, doc, sheet, truth, number):
    if doc.key == "002":
        page.text(40, 22, 10, ["P R O J E C T %d" % sheet.number])
        page.text(40, 36, 17, [" ".join(sheet.name)])
        for label, amount, agency in sheet.heads:
            page.box(672, 16, 130, 52, fill="#dce9f7")
            page.text(737, 20, 10, ["当初予算額"], "c")
            page.text(737, 34, 14, [amount], "c", role=1)
            page.text(737, 53, 10, [doc.era], "c")
            truth.add(number, [sheet.name], "project", doc.year, doc.stage, amount, agency=agency)
        return
    page.box(28, 14, 786, 40, fill="#1f4e79" if page.variant == "boxes" else "#dce9f7", stroke=False)
    full = unicodedata.normalize("NFKC", str(sheet.number)).translate(str.maketrans("123456", "１２３４５６"))
    page.text(38, 24, 16, [full + "．" + sheet.name])
    x = 806 - 165 * len(sheet.heads)
    for label, amount, agency in sheet.heads:
        page.text(x, 20, 9.5, [label, doc.era + doc.word + amount])
        x += 165
        truth.add(number, [sheet.name], "project", doc.year, doc.stage, amount, agency=agency)


def body(page, doc, sheet, truth, number):
    size = 8.5
    agency = sheet.heads[0][2]
    side, end = 34, 800
    x0, x1 = 62, 780
    y = 92
    for k, phase in enumerate(PHASES):
        w = (x1 - x0) / 5
        page.box(x0 + k * w, y, w - 6, 16, fill="#bdd7ee")
        page.text(x0 + k * w + w / 2, y + 3, 9, [phase], "c")
    stacked(page, side, y - 14, "フェーズ", 8)
    y += 26
    if sheet.total:
        page.text(x0 + 10, y, 11, sheet.total.labels[:-1] + [sheet.total.labels[-1] + "（%s）" % sheet.total.amount])
        truth.add(number, [sheet.name, sheet.total.record], "theme", doc.year, doc.stage, sheet.total.amount, agency=agency)
        y += 36
    top = y
    for r, row in enumerate(sheet.rows):
        gap = 10
        w = (x1 - x0 - gap * (len(row) - 1)) / len(row)
        if r in sheet.groups:
            titles = sheet.groups[r]
            for k, title in enumerate(titles):
                tw = (x1 - x0) / len(titles)
                page.text(x0 + k * tw + 8, y, 9, [title])
            y += 15
        if isinstance(row[0], P):
            height = max(measure(doc, p, w, size)[2] for p in row)
        else:
            height = max(48, max(len(t.names) for t in row) * size * 2 * 1.3 + 12)
        for k, p in enumerate(row):
            x = x0 + k * (w + gap)
            frame(page, x, y, w, height)
            if isinstance(p, P):
                programme(page, doc, p, x, y, w, height, size)
                truth.add(number, [sheet.name, record_name(p)], "program", doc.year, doc.stage, p.amount,
                          agency=p.agency or agency, flags=p.flags)
            else:
                theme(page, p, x, y, w, height, size)
                truth.add(number, [sheet.name, p.record], "theme", doc.year, doc.stage, p.amount, agency=agency)
        y += height + (8 if page.variant != "rules" else 0) + (4 if page.variant == "bare" else 0)
    if sheet.side:
        if page.variant == "boxes":
            page.box(side - 10, top, 20, max(y - top - 8, len(sheet.side) * 11.5), fill="#e2efda")
        stacked(page, side, top + 4, sheet.side)
    if sheet.end:
        if page.variant == "boxes":
            page.box(end - 10, top, 20, max(y - top - 8, len(sheet.end) * 9.2), fill="#fff2cc")
        stacked(page, end, top + 4, sheet.end, 8)
    for k, name in enumerate(sheet.furniture):
        page.text(x0 + 30 + 240 * k, y + 4, 9, [name])
    if sheet.legend:
        page.text(x1, 575, 8.5, [sheet.legend], "r")
    page.text(818, 575, 8, [str(number)], "r")
    assert y < 568, (doc.key, sheet.name, page.variant, y)


SUMMARIES = {
    1: "医療現場のニーズに応える医薬品の実用化を推進するため、創薬標的の探索から臨床研究に至るまで、モダリティの特徴や性質を考慮した研究開発を行う。",
    2: "AI・IoT技術、計測技術、ロボティクス技術等を融合的に活用し、診断・治療の高度化や、予防・QOL向上に資する医療機器・ヘルスケアに関する研究開発を行う。",
    3: "再生・細胞医療の実用化に向け、細胞培養・分化誘導等に関する基礎研究、疾患・組織別の非臨床・臨床研究や製造基盤技術の開発及び必要な基盤構築を行う。",
    4: "ゲノム・データ基盤の整備・利活用を促進し、ライフステージを俯瞰した疾患の発症・重症化予防、診断、治療等に資する研究開発を推進することで個別化予防・医療の実現を目指す。",
    5: "医療分野の研究開発への応用を目指し、脳機能、免疫、老化等の生命現象の機能解明や、様々な疾患を対象にした疾患メカニズムの解明等のための基礎的な研究開発を行う。",
    6: "アカデミアの組織・分野の枠を超えた研究体制を構築し、新規モダリティの創出に向けた画期的なシーズの創出・育成等の基礎的研究や、国際共同研究を実施する。",
}


def headline(page, doc, truth, number):
    head = doc.headline
    page.text(421, 20, 17, [head["title"]], "c")
    page.text(40, 52, 11, ["健康・医療戦略推進本部の下で各省が連携し、医療分野の研究開発を政府一体で推進。"])
    x0, y0, label_w = 40, 80, 120
    n = len(head["columns"])
    extra = 2 if head["change"] else 0
    w = (762 - label_w) / (n + extra * 0.6)
    xs = [x0, x0 + label_w] + [x0 + label_w + w * (k + 1) for k in range(n)]
    xs += [xs[-1] + w * 0.6 * (k + 1) for k in range(extra)]
    ys = [y0, y0 + 20, y0 + 44] + [y0 + 44 + 54 * (k + 1) for k in range(len(head["rows"]))]
    middle = lambda k: (xs[k] + xs[k + 1]) / 2
    spans = []
    if head["change"]:
        for k, column in enumerate(head["columns"]):
            lines = column.split("\n")
            page.text(middle(k + 1), y0 + 8, 10.5, lines, "c")
        page.text((xs[n + 1] + xs[n + 3]) / 2, y0 + 4, 10.5, ["対前年度"], "c")
        page.text(middle(n + 1), y0 + 26, 10.5, ["増▲減額"], "c")
        page.text(middle(n + 2), y0 + 26, 10.5, ["増▲減率"], "c")
        spans = [(n + 1, n + 3)]
    else:
        page.text((xs[1] + xs[4]) / 2, y0 + 4, 10.5, [head["columns"][0]], "c")
        page.text(middle(2), y0 + 26, 10.5, [head["columns"][1]], "c")
        page.text(middle(3), y0 + 26, 10.5, [head["columns"][2]], "c")
        page.text(middle(4), y0 + 8, 10.5, head["columns"][3].split("\n"), "c")
        spans = [(1, 4)]
    for r, (lines, name, agency, cells, change) in enumerate(head["rows"]):
        top = ys[2 + r]
        page.text(x0 + 8, top + 27 - len(lines) * 6.8, 10.5, lines)
        for k, (year, stage, amount, shares) in enumerate(cells):
            page.text(middle(k + 1), top + 10, 12, [amount], "c", role=1)
            page.text(middle(k + 1), top + 30, 8.5, ["（%s）" % shares], "c", role=1)
            truth.add(number, [name], "total", year, stage, amount, agency=agency)
            truth.shares(number, [name], "total", year, stage, agency, shares)
        if change:
            page.text(middle(n + 1), top + 18, 11, [change[0]], "c", role=1)
            page.text(middle(n + 2), top + 18, 11, [change[1]], "c", role=1)
            truth.add(number, [name], "total", cells[0][0], cells[0][1], change[0], agency=agency,
                      measure="change", rate=change[1].strip("+%"))
    if page.variant == "bare":
        pass
    elif page.variant == "rules":
        for y in ys[:1] + ys[2:]:
            page.line(x0, y, xs[-1], y)
        for a, b in spans:
            page.line(xs[a] + 6, ys[1], xs[b] - 6, ys[1])
    else:
        for y in ys[:1] + ys[2:]:
            page.line(x0, y, xs[-1], y)
        for k, x in enumerate(xs):
            inner = any(a < k < b for a, b in spans)
            page.line(x, ys[1] if inner else y0, x, ys[-1])
        for a, b in spans:
            page.line(xs[a], ys[1], xs[b], ys[1])
    y = ys[-1] + 12
    fund, stage = head["fund"]
    text = ("▶ 上記経費に加え、内閣府に計上される「%s」の一部（175億円）を医療分野の研究開発関連の調整費として充当見込み。" % fund)
    lines = wrap(text, 74)
    page.text(40, y, 10, lines)
    outer, part = "科学技術イノベーション創造推進費", "医療分野の研究開発関連の調整費"
    truth.add(number, [outer], "total", doc.year, stage, "555億円", agency="cabinet_office")
    truth.add(number, [outer, part], "component", doc.year, stage, "175億円", agency="cabinet_office")
    y += 14 * len(lines) + 6
    page.text(40, y, 10, ["▶ 上記における計数は、それぞれ四捨五入しているため、端数において合計とは合致しないものがある。"])
    y += 18
    year = doc.year
    if doc.key == "000":
        page.text(40, y, 10, ["▶ この他、令和元年度補正予算に、AMED対象経費として100億円（内）を計上。"])
        truth.add(number, ["AMED対象経費"], "total", 2019, "supplementary", "100億円", agency="AMED", ministry="内閣府")
    else:
        amed, inhouse = head["beside"]
        page.text(40, y, 8.5, ["※上記に加え、AMED運営費交付金等のAMED対象経費が%s、インハウス研究機関の運営経費等のインハウス研究機関経費が%sある。" % (amed, inhouse)])
        truth.add(number, ["AMED運営費交付金等のAMED対象経費"], "component", year, "request_total", amed, agency="AMED")
        truth.add(number, ["インハウス研究機関の運営経費等のインハウス研究機関経費"], "component", year, "request_total", inhouse, agency="in_house")
    y += 22
    page.text(40, y, 13, ["主な取組"])
    y += 22
    full = str.maketrans("0123456789", "０１２３４５６７８９")
    for k, (name, total, amed, inhouse) in enumerate(head["projects"], 1):
        split = "＜ＡＭＥＤ＞" if inhouse is None else "＜ＡＭＥＤ %d億円、インハウス %d億円＞" % (amed, inhouse)
        page.text(40, y, 11.5, ["%s．%s %d億円 %s" % (str(k).translate(full), name, total, split)])
        said = wrap("■ " + SUMMARIES[k], 80)
        page.text(52, y + 17, 8.5, said)
        truth.add(number, [name], "project", doc.year, head["project_stage"], "%d億円" % total,
                  agency="AMED" if inhouse is None else "")
        if inhouse is not None:
            truth.add(number, [name], "project", doc.year, head["project_stage"], "%d億円" % amed, agency="AMED")
            truth.add(number, [name], "project", doc.year, head["project_stage"], "%d億円" % inhouse, agency="in_house")
        y += 20 + 11.5 * len(said) + 4


def contents(page, doc):
    page.text(60, 60, 18, ["C O N T E N T S"])
    names = ["医薬品プロジェクト", "医療機器・ヘルスケアプロジェクト", "再生・細胞医療・遺伝子治療プロジェクト",
             "ゲノム・データ基盤プロジェクト", "疾患基礎研究プロジェクト", "シーズ開発・研究基盤プロジェクト"]
    for k, name in enumerate(names):
        page.text(80, 110 + 24 * k, 12, [name])


def pages(doc, variant):
    """The pages of a document and its truth."""
    truth, out = Truth(), []
    page = Page(variant)
    if doc.headline:
        headline(page, doc, truth, 1)
    else:
        contents(page, doc)
    out.append(page)
    for number, sheet in enumerate(doc.sheets, 2):
        page = Page(variant)
        sheet_head(page, doc, sheet, truth, number)
        said = wrap(SUMMARIES[sheet.number], 85)
        page.text(34, 60 if doc.key != "002" else 70, 9, said[:2])
        body(page, doc, sheet, truth, number)
        out.append(page)
    return out, truth
