"""Specimens of the United Nations' Akoma Ntoso, in words of our own: resolutions, lettered parts, a statement.

    akoma_ntoso(cover(), resolution_body())

In the words of a line, ``_words_`` are in italics, ``[words](address)`` a link, ``^words^`` a footnote, numbered on in
the order of the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_INLINE = re.compile(r"_(?P<italic>[^_]+)_|\[(?P<words>[^\]]+)\]\((?P<address>\S*)\)|\^(?P<note>[^^]+)\^")
_ROOT = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un"'

VOTES = """<voting outcome="adoptedRecordedVote">
  <count value="002" refersTo="inFavour"><akn4un:voters>
    <organization refersTo="memberState">CHAD</organization>
    <organization refersTo="memberState">BOSNIA AND HERZEGOVINA</organization></akn4un:voters></count>
  <count value="001" refersTo="against"><akn4un:voters>
    <organization refersTo="memberState">COTE D'IVOIRE</organization></akn4un:voters></count>
  <count value="000" refersTo="abstaining"><akn4un:voters></akn4un:voters></count>
</voting>"""
SUBJECTS = """<classification source="#un">
  <keyword value="lighting" href="http://metadata.un.org/thesaurus/1009999" showAs="lighting"
    dictionary="UNBIS Thesaurus"/>
  <keyword value="goal_7" href="http://metadata.un.org/sdg/7" showAs="goal_7" dictionary="SDGO"/>
  <keyword value="lamp" href="http://eurovoc.europa.eu/1" showAs="lamp" dictionary="EuroVoc"/>
</classification>"""
STEPS = """<workflow source="#un">
  <step date="2024-11-20" outcome="draftResolution" as="A/C.6/79/L.990" by="Chad, Fiji and Trinidad and Tobago"/>
  <step date="0001-01-01" outcome="draftResolutionAdditionalSponsors" by="Peru"/>
  <step date="2024-12-01" outcome="recommendedForAdoption" as="A/79/990" by="" refersTo="6"/>
  <step date="2024-12-17" outcome="adopted" as="A/79/PV.53" by=""/>
</workflow>"""


class _Notes:
    """Counts the footnotes of one file."""

    def __init__(self) -> None:
        self.numbers = itertools.count(1)


def words(text: str, notes: _Notes | None = None) -> str:
    """The XML of one line."""
    counted = notes or _Notes()

    def marked(match: re.Match[str]) -> str:
        if match["italic"]:
            return f'<span class="italic">{match["italic"]}</span>'
        if match["words"]:
            return f'<a href="{match["address"]}">{words(match["words"], counted)}</a>'
        number = next(counted.numbers)
        note = f'<authorialNote marker="{number}" placement="bottom" eId="note_{number}">'
        return f'{note}<p xml:space="preserve">{words(match["note"], counted)}</p></authorialNote>'

    return _INLINE.sub(marked, text)


def line(text: str, notes: _Notes | None = None) -> str:
    return f'<p xml:space="preserve">\t{words(text, notes)} </p>'


def paragraph(number: str, text: str, *within: str, notes: _Notes | None = None) -> str:
    """An operative paragraph with what stands in it after its words."""
    num = f"<num>\t{number}</num>" if number else ""
    content = f"<content>{line(text, notes)}</content>" if text else ""
    return f'<paragraph class="SingleTxt">{num}{content}{"".join(within)}</paragraph>'


def points(*labelled: tuple[str, str], name: str = "list") -> str:
    """A list; of each point its label and its words, after ``| `` in the label a heading that stands within it."""
    return f"<{name}>{''.join(_points(labelled))}</{name}>"


def _points(labelled: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for label, text in labelled:
        number, _, heading = label.partition("| ")
        above = f"<subheading>{heading}</subheading>" if heading else ""
        yield f"<point>{above}<num>{number}</num><content>{line(text)}</content></point>"


def preamble(*recitals: str, organ: str = "General Assembly", notes: _Notes | None = None) -> str:
    formula = f'<formula name="enactingFormula"><p><span class="italic">The {organ}</span>,</p></formula>'
    return f"<preamble>{formula}{''.join(f'<container>{line(one, notes)}</container>' for one in recitals)}</preamble>"


def meta(*parts: str, language: str = "eng", adopted: str = "2024-12-17") -> str:
    """What is stated of the document beside its text."""
    dated = f'<FRBRdate date="{adopted}" name="adoption"/><FRBRlanguage language="{language}"/>'
    return f"<meta><identification>{dated}</identification>{''.join(parts)}</meta>"


def cover(symbol: str = "A/RES/79/991", title: str = "Lamps in reading rooms") -> str:
    """The cover of a resolution of the General Assembly, and its title."""
    number = symbol.removeprefix("A/RES/")
    return f"""<coverPage>
  <p><docAuthority refersTo="#publisher">United Nations</docAuthority></p>
  <p><docNumber refersTo="#symbol">{symbol}</docNumber></p>
  <p><docAuthority refersTo="#issuingBody">General Assembly</docAuthority></p>
  <p><docStatus>Distr.: General</docStatus></p>
  <p><docDate date="2025-01-09" refersTo="#dateOfIssuance">8 January 2025</docDate></p>
  <p><session refersTo="#generalAssembly" value="79">Seventy-ninth session</session></p>
  <p><inline name="agenda item">Agenda item 108 (b)</inline></p>
  <p><inline name="agenda item name">Light in public places</inline></p>
  <p><docTitle>Resolution adopted by the General Assembly on 17 December 2024</docTitle></p>
  <p xml:space="preserve"><docProponent>[on the report of the Sixth Committee (<inline name="originating document"
    >A/79/990, para. 7</inline>)]</docProponent></p>
</coverPage>
<preface><p><docNumber>{number}.</docNumber><docTitle refersTo="#resolutionTitle">{title}</docTitle></p></preface>"""


def resolution_body() -> str:
    """Recitals, two sections, lists of three levels, notes, a table, an annex."""
    notes = _Notes()
    table = "<table><tr><td><p>Room</p></td><td><p>Lamps</p></td></tr><tr><td><p>North</p></td><td><p>12</p></td></tr>"
    within = (
        points(("(a)", "The number of lamps in each room:")),
        points(("(i)", "By floor;"), ("(ii)", "By year;"), name="sublist"),
        points(("(b)", "The cost of oil;")),
    )
    return f"""{
        preamble(
            "_Recalling_ its resolution [55/25](https://undocs.org/en/A/RES/55/25) of 15 November 2000,"
            "^See [A/79/12](https://undocs.org/en/A/79/12).^ and later texts,",
            "_Sharing the worry_ of those who read at night,",
            notes=notes,
        )
    }<mainBody><paragraph class="HCh"><content>{line("I")}</content></paragraph><paragraph class="H1"><content>{
        line("Light")
    }</content></paragraph>{
        paragraph(
            "1.",
            "_Requests_ the Secretary-General to report on:^_Official Records_, Supplement No. 9^",
            *within,
            notes=notes,
        )
    }{paragraph("2.", "_Decides_ that rooms shall be lit as follows:", f"{table}</table>")}<paragraph class="HCh"
      ><content>{line("II")}</content></paragraph>{
        paragraph("3.", "_Expresses its quiet hope_ that nobody falls asleep.")
    }</mainBody><attachments><attachment><doc><mainBody><p>Annex</p><p>Rules for lamps</p>{
        paragraph("1.", "Lamps shall be clean.")
    }{paragraph("2.", "Oil shall be pure.")}</mainBody></doc></attachment></attachments>"""


def akoma_ntoso(*parts: str) -> bytes:
    """A file whose one document holds ``parts``: meta, cover, preamble, body."""
    return f'<akomaNtoso {_ROOT}><statement name="resolution">{"".join(parts)}</statement></akomaNtoso>'.encode()


def resolution() -> bytes:
    """A whole resolution, with all that such a file can state."""
    analysis = f"<analysis><parliamentary>{VOTES}</parliamentary></analysis>"
    return akoma_ntoso(meta(SUBJECTS, STEPS, analysis), cover(), resolution_body())


def lettered() -> bytes:
    """Resolutions A and B under one number."""
    shared = cover("A/RES/79/992A-B", "Doors")
    components = "".join(
        f'<component><statement name="resolution"><preface><p><docNumber>{letter}</docNumber><docTitle refersTo='
        f'"#resolutionTitle">{title}</docTitle></p></preface>{preamble("_Noting_ that doors creak,")}<mainBody>'
        f"{paragraph('1.', f'_Welcomes_ oil for the {title.lower()};')}</mainBody></statement></component>"
        for letter, title in (("A", "Front doors"), ("B", "Back doors"))
    )
    collection = f"<documentCollection>{meta(STEPS)}{shared}</documentCollection>"
    return f"<akomaNtoso {_ROOT}>{collection}<components>{components}</components></akomaNtoso>".encode()


def statement() -> bytes:
    """A presidential statement of the Security Council."""
    said = ("“The Security Council welcomes the new lamps.", "“The Council will return to the matter of oil.”")
    head = """<coverPage><p><docNumber refersTo="#symbol">S/PRST/2099/7</docNumber></p>
  <p><docAuthority refersTo="#issuingBody">Security Council</docAuthority></p>
  <p><docDate date="2099-05-04" refersTo="#dateOfIssuance">4 May 2099</docDate></p>
  <p><docTitle>Statement by the President of the Security Council</docTitle></p></coverPage>"""
    introduced = line(
        "At the 9990th meeting of the Security Council, held on 4 May 2099, in connection with lamps, the President of "
        "the Security Council made the following statement on behalf of the Council:"
    )
    body = "".join(f"<paragraph><content>{line(one)}</content></paragraph>" for one in said)
    return akoma_ntoso(meta(adopted="2099-05-04"), head, f"<mainBody>{introduced}{body}</mainBody>")


def council_resolution() -> bytes:
    """A resolution of the Security Council under Chapter VII, with points that have headings among them."""
    head = """<coverPage><p><docNumber refersTo="#symbol">S/RES/2990 (2099)</docNumber></p>
  <p><docAuthority refersTo="#issuingBody">Security Council</docAuthority></p>
  <p><docDate date="2099-05-04" refersTo="#dateOfIssuance">4 May 2099</docDate></p>
  <p><docTitle refersTo="#resolutionNumber">Resolution 2990 (2099)</docTitle></p>
  <p><docTitle refersTo="#adoption">Adopted by the Security Council at its <inline name="adoptionMeeting">9990th
    meeting</inline>, on <docDate date="2099-05-04" refersTo="#adoptionDate">4 May 2099</docDate></docTitle></p>
</coverPage>"""
    steps = """<workflow><step date="2099-05-04" outcome="draftResolution" as="S/2099/266" by=""/>
  <step date="2099-05-04" outcome="adopted" as="S/PV.9990" by="Adopted unanimously, 9990th meeting"
    refersTo="Chapter VII"/></workflow>"""
    listed = (
        points(("(a)", "Guard the lamps:")),
        points(("(i)", "At night;"), ("(ii)| By day: ", "In the cellar;"), ("(iii)", "On the roof;"), name="sublist"),
        points(("(b)", "Count them;")),
    )
    body = f"<mainBody>{paragraph('1.', '_Decides_ that the guards shall:', *listed)}</mainBody>"
    recitals = preamble("_Acting_ under Chapter VII of the Charter,", organ="Security Council")
    return akoma_ntoso(meta(steps, adopted="2099-05-04"), head, recitals, body)
