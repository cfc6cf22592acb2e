#!/usr/bin/env python3
"""Makes the web fonts of src/KafkaQuiz.Web/wwwroot/fonts from Pretendard (SIL OFL 1.1).

usage: npm pack pretendard@1.3.9 && tar xf pretendard-1.3.9.tgz && eng/fonts/subset.py package   (needs fonttools with brotli)

Two files instead of Pretendard's 92: `core` holds Latin and the syllables that Korean prose uses most (the nine most
frequent groups of Pretendard's own dynamic subset, which are ordered by frequency) with every one that the product and its
content use today, and is preloaded; `more` holds the rest of KS X 1001 and is fetched only by a page that uses one of its
syllables. Weights are cut to 400-800. "Pretendard" is a
reserved font name, so the changed files are called "KafkaQuiz Sans" inside and in CSS.
"""
import glob
import hashlib
import os
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

NAME = "KafkaQuiz Sans"
CORE_GROUPS = range(83, 92)
HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "../../src/KafkaQuiz.Web/wwwroot/fonts")


def groups(css):
    for number, ranges in re.findall(r"subset\.(\d+)\.woff2.*?unicode-range:\s*([^;]+);", css, re.S):
        points = set()
        for part in ranges.split(","):
            first, _, last = part.strip()[2:].partition("-")
            points.update(range(int(first, 16), int(last or first, 16) + 1))
        yield int(number), points


def ks_x_1001():
    """The 2,350 syllables of KS X 1001, by the encoding that is the standard."""
    return {ord(bytes([high, low]).decode("euc-kr")) for high in range(0xB0, 0xC9) for low in range(0xA1, 0xFF)}


def used():
    """Every syllable in the program's sources and in the content."""
    points = set()
    for kind in ("src/**/*.cs", "src/**/*.razor", "questions/**/*.yaml", "labs/**/*.yaml", "labs/**/*.md"):
        for file in glob.glob(os.path.join(HERE, "../..", kind), recursive=True):
            with open(file, encoding="utf-8") as text:
                points.update(ord(c) for c in text.read() if 0xAC00 <= ord(c) <= 0xD7A3)
    return points


def css_ranges(points):
    points, parts, i = sorted(points), [], 0
    while i < len(points):
        j = i
        while j + 1 < len(points) and points[j + 1] == points[j] + 1:
            j += 1
        parts.append(f"U+{points[i]:x}" + (f"-{points[j]:x}" if j > i else ""))
        i = j + 1
    return ", ".join(parts)


def make(source, points, name):
    font = TTFont(source)
    instancer.instantiateVariableFont(font, {"wght": (400, 800)}, inplace=True)
    options = subset.Options(flavor="woff2", layout_features=["kern", "tnum", "ccmp", "locl", "case", "mark", "mkmk", "calt"], hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=points)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16, 18, 21, 25):
            record.string = NAME.replace(" ", "") if record.nameID in (6, 25) else NAME
    font.flavor = "woff2"
    # Same input, same bytes; the name carries their hash so that a browser may keep the file for ever.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    draft = os.path.join(TARGET, "draft.woff2")
    font.save(draft)
    with open(draft, "rb") as made:
        file = f"kafkaquiz-sans-{name}.{hashlib.sha256(made.read()).hexdigest()[:8]}.woff2"
    for old in glob.glob(os.path.join(TARGET, f"kafkaquiz-sans-{name}.*.woff2")):
        os.remove(old)
    os.replace(draft, os.path.join(TARGET, file))
    kept = set(font.getBestCmap())
    print(f"{file}: {os.path.getsize(os.path.join(TARGET, file))} bytes, {len(kept)} characters")
    return file, kept


def main(package):
    web = os.path.join(package, "dist/web/variable")
    with open(os.path.join(web, "pretendardvariable-dynamic-subset.css"), encoding="utf-8") as css:
        by_group = dict(groups(css.read()))
    core = set().union(*(by_group[n] for n in CORE_GROUPS)) | set(range(0x20, 0x7F)) | {ord(c) for c in "—–·…‘’“”→←↑↓≤≥×÷±≈•✓✗₩"}
    core |= used()
    core = {p for p in core if p < 0x2700 or 0xAC00 <= p <= 0xD7A3}
    source = os.path.join(web, "woff2/PretendardVariable.woff2")
    core_file, core = make(source, core, "core")
    more_file, more = make(source, ks_x_1001() - core, "more")
    with open(os.path.join(package, "dist/LICENSE.txt"), encoding="utf-8") as licence, \
            open(os.path.join(TARGET, "OFL.txt"), "w", encoding="utf-8") as copy:
        copy.write(licence.read())
    with open(os.path.join(TARGET, "../css/fonts.css"), "w", encoding="utf-8") as css:
        css.write("""/* Written by eng/fonts/subset.py. Pretendard, SIL OFL 1.1: ../fonts/OFL.txt.
   optional: a page never moves because a font came late; the file is preloaded and there for the next page at the latest. */
@font-face {
  font-family: "KafkaQuiz Sans fallback";
  src: local("Apple SD Gothic Neo"), local("Malgun Gothic"), local("Noto Sans KR"), local("Noto Sans CJK KR");
  size-adjust: 95%;
  ascent-override: 100%;
  descent-override: 25%;
  line-gap-override: 0%;
}
""")
        for file, points in ((core_file, core), (more_file, more)):
            css.write(f"""@font-face {{
  font-family: "{NAME}";
  font-weight: 400 800;
  font-display: {"optional" if "core" in file else "swap"};
  src: url("../fonts/{file}") format("woff2");
  unicode-range: {css_ranges(points)};
}}
""")


if __name__ == "__main__":
    main(sys.argv[1])
