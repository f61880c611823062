#!/usr/bin/env python3
"""Makes the slides of `fixtures/slides`: `make.py OUT [--all]`.

Needs WeasyPrint, ReportLab, LibreOffice Impress, Chromium and the font IPAGothic. Without
`--all`, each document and variant comes from the producers listed in `COMMITTED`.
"""

import html
import pathlib
import subprocess
import sys
import tempfile

from scene import DOCS, HEIGHT, VARIANTS, WIDTH, pages

PRODUCERS = ("reportlab", "weasyprint", "chromium", "impress")
COMMITTED = {
    ("000", "boxes"): ["reportlab", "impress"], ("000", "rules"): ["reportlab", "weasyprint"],
    ("000", "bare"): ["reportlab", "chromium"],
    ("002", "boxes"): ["reportlab", "chromium"], ("002", "rules"): ["reportlab", "impress"],
    ("002", "bare"): ["reportlab", "weasyprint"],
    ("003", "boxes"): PRODUCERS, ("003", "rules"): PRODUCERS, ("003", "bare"): PRODUCERS,
    ("004", "boxes"): ["reportlab", "weasyprint"], ("004", "rules"): ["reportlab", "chromium"],
    ("004", "bare"): ["reportlab", "impress"],
}
LEAD = 1.3


def reportlab(slides, path):
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen import canvas

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    out = canvas.Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    for slide in slides:
        shapes, texts = slide.ops()
        for x, y, w, h, fill, stroke in shapes:
            out.setLineWidth(0.6)
            if w == 0 or h == 0:
                out.line(x, HEIGHT - y, x + w, HEIGHT - y - h)
                continue
            if fill:
                out.setFillColor(fill)
            out.rect(x, HEIGHT - y - h, w, h, fill=int(bool(fill)), stroke=int(stroke))
        out.setFillColor("black")
        for _, x, y, size, lines, align in texts:
            out.setFont("HeiseiKakuGo-W5", size)
            draw = {"l": out.drawString, "c": out.drawCentredString, "r": out.drawRightString}[align]
            for k, line in enumerate(lines):
                draw(x, HEIGHT - y - size * (1.05 + k * LEAD), line)
        out.showPage()
    out.save()


def page_html(slides):
    parts = ["<!doctype html><meta charset=utf-8><style>@page{size:%dpt %dpt;margin:0}body{margin:0}"
             "section{position:relative;width:%dpt;height:%dpt;overflow:hidden;break-after:page;"
             "font-family:IPAGothic}section:last-child{break-after:auto}"
             "div{position:absolute;white-space:pre;line-height:%s}"
             "</style>" % (WIDTH, HEIGHT, WIDTH, HEIGHT - 0.5, LEAD)]
    for slide in slides:
        shapes, texts = slide.ops()
        parts.append("<section>")
        for x, y, w, h, fill, stroke in shapes:
            style = "left:%.2fpt;top:%.2fpt;width:%.2fpt;height:%.2fpt;" % (x, y, w, h)
            if w == 0 or h == 0:
                style += "border-%s:.6pt solid #000" % ("left" if w == 0 else "top")
            else:
                style += ("background:%s;" % fill if fill else "") + (
                    "box-sizing:border-box;border:.6pt solid #000" if stroke else "")
            parts.append("<div style='%s'></div>" % style)
        for _, x, y, size, lines, align in texts:
            wide = {"l": "left:%.2fpt" % x, "r": "right:%.2fpt;text-align:right" % (WIDTH - x),
                    "c": "left:%.2fpt;width:400pt;text-align:center" % (x - 200)}[align]
            parts.append("<div style='%s;top:%.2fpt;font-size:%.2fpt'>%s</div>" % (
                wide, y, size, "<br>".join(map(html.escape, lines))))
        parts.append("</section>")
    return "".join(parts)


def weasyprint(slides, path):
    from weasyprint import HTML

    HTML(string=page_html(slides)).write_pdf(str(path))


def chromium(slides, path):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder, "slides.html")
        page.write_text(page_html(slides), encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             "--user-data-dir=" + folder + "/profile", "--print-to-pdf=" + str(path), page.as_uri()],
            check=True, stderr=subprocess.DEVNULL)


def impress(slides, path):
    names = ("office style draw text presentation svg-compatible xsl-fo-compatible").split()
    spaces = " ".join('xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (
        {"svg-compatible": "svg", "xsl-fo-compatible": "fo", "draw": "draw"}.get(n, n),
        {"draw": "drawing"}.get(n, n)) for n in names)
    styles, bodies = {}, []

    def style(key, xml):
        return styles.setdefault(key, ("s%d" % len(styles), xml))[0]

    for n, slide in enumerate(slides):
        shapes, texts = slide.ops()
        parts = []
        for x, y, w, h, fill, stroke in shapes:
            look = 'draw:stroke="%s" svg:stroke-width="0.6pt" svg:stroke-color="#000000" draw:fill="%s"' % (
                "solid" if stroke else "none", "solid" if fill else "none")
            if fill:
                look += ' draw:fill-color="%s"' % fill
            name = style(("g", fill, stroke), '<style:graphic-properties %s/>' % look)
            if w == 0 or h == 0:
                parts.append('<draw:line draw:style-name="%s" svg:x1="%.2fpt" svg:y1="%.2fpt" svg:x2="%.2fpt" '
                             'svg:y2="%.2fpt"/>' % (name, x, y, x + w, y + h))
            else:
                parts.append('<draw:rect draw:style-name="%s" svg:x="%.2fpt" svg:y="%.2fpt" svg:width="%.2fpt" '
                             'svg:height="%.2fpt"/>' % (name, x, y, w, h))
        frame = style("frame", '<style:graphic-properties draw:stroke="none" draw:fill="none" fo:padding="0pt" '
                      'draw:textarea-vertical-align="top" draw:auto-grow-height="false" fo:wrap-option="wrap"/>')
        for _, x, y, size, lines, align in texts:
            width = 800
            left = {"l": x, "c": x - width / 2, "r": x - width}[align]
            para = style(("p", align), '<style:paragraph-properties fo:text-align="%s" fo:line-height="%d%%"/>' % (
                {"l": "left", "c": "center", "r": "right"}[align], 130))
            span = style(("t", size), '<style:text-properties fo:font-size="%spt" style:font-size-asian="%spt" '
                         'fo:font-family="IPAGothic" style:font-family-asian="IPAGothic"/>' % (size, size))
            body = "".join('<text:p text:style-name="%s"><text:span text:style-name="%s">%s</text:span></text:p>' % (
                para, span, html.escape(line)) for line in lines)
            parts.append('<draw:frame draw:style-name="%s" svg:x="%.2fpt" svg:y="%.2fpt" svg:width="%dpt" '
                         'svg:height="%.2fpt"><draw:text-box>%s</draw:text-box></draw:frame>' % (
                             frame, left, y, width, size * 1.3 * len(lines) + 4, body))
        bodies.append('<draw:page draw:name="p%d" draw:master-page-name="m" draw:style-name="dp">%s</draw:page>' % (n, "".join(parts)))
    family = {"g": "graphic", "f": "graphic", "p": "paragraph", "t": "text"}
    automatic = "".join('<style:style style:name="%s" style:family="%s">%s</style:style>' % (
        name, family[key[0][0]], xml) for key, (name, xml) in styles.items())
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document %s office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.presentation"><office:styles/><office:automatic-styles>'
        '<style:page-layout style:name="l"><style:page-layout-properties fo:page-width="%dpt" fo:page-height="%dpt" '
        'fo:margin-top="0pt" fo:margin-bottom="0pt" fo:margin-left="0pt" fo:margin-right="0pt" style:print-orientation="landscape"/></style:page-layout><style:style style:name="dp" style:family="drawing-page"/>%s</office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="m" style:page-layout-name="l" draw:style-name="dp"/></office:master-styles>'
        '<office:body><office:presentation>%s</office:presentation></office:body></office:document>'
    ) % (spaces, WIDTH, HEIGHT, automatic, "".join(bodies))
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder, "slides.fodp")
        source.write_text(document, encoding="utf-8")
        subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://" + folder + "/profile",
                        "--convert-to", "pdf", "--outdir", folder, str(source)],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        pathlib.Path(path).write_bytes(source.with_suffix(".pdf").read_bytes())


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    only = [a for a in sys.argv[2:] if not a.startswith("-")]
    for doc in DOCS:
        for variant in VARIANTS:
            slides, truth = pages(doc, variant)
            truth.write(out / (doc.key + ".truth"))
            producers = PRODUCERS if "--all" in sys.argv else COMMITTED[doc.key, variant]
            for producer in producers:
                if not only or producer in only:
                    globals()[producer](slides, out / ("%s_%s_%s.pdf" % (doc.key, variant, producer)))


if __name__ == "__main__":
    main()
