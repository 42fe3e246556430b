"""The language of texts: what is not English is reported and left unread, what is English is read."""

from __future__ import annotations

import pytest
from reading_cases import read
from reading_laws import breaches

from extract.language import judge, plainly_english
from extract.model import DiscardReason, Reading

SPECIMENS = {
    "en": "Recalling its earlier resolutions on the keeping of lamps, and noting with concern that many of them have "
    "not been lit in the course of the year,",
    "fr": "Rappelant ses résolutions antérieures sur l’entretien des lampes, et notant avec inquiétude que beaucoup "
    "d’entre elles n’ont pas été allumées au cours de l’année,",
    "es": "Recordando sus resoluciones anteriores sobre el cuidado de las lámparas, y observando con preocupación que "
    "muchas de ellas no se han encendido en el curso del año,",
    "ru": "Ссылаясь на свои предыдущие резолюции об уходе за лампами и с обеспокоенностью отмечая, что многие из них "
    "не были зажжены в течение года,",
    "ar": "إذ تشير إلى قراراتها السابقة بشأن العناية بالمصابيح، وإذ تلاحظ مع القلق أن كثيرا منها لم يضأ خلال السنة،",
    "zh": "回顾其以前关于灯具保养的各项决议，并关切地注意到其中许多灯具在这一年中没有点亮，",
    "de": "unter Hinweis auf ihre früheren Resolutionen über die Pflege der Lampen und mit Besorgnis feststellend, "
    "dass viele von ihnen im Laufe des Jahres nicht angezündet worden sind,",
    "pt": "Recordando as suas resoluções anteriores sobre o cuidado das lâmpadas, e observando com preocupação que "
    "muitas delas não foram acesas no decurso do ano,",
    "it": "Ricordando le sue precedenti risoluzioni sulla cura delle lampade, e notando con preoccupazione che molte "
    "di esse non sono state accese nel corso dell’anno,",
    "nl": "Herinnerend aan zijn eerdere resoluties over het onderhoud van de lampen, en met bezorgdheid vaststellend "
    "dat veel van deze lampen in de loop van het jaar niet zijn aangestoken,",
    "uk": "Посилаючись на свої попередні резолюції про догляд за лампами і з занепокоєнням відзначаючи, що багато з "
    "них не були запалені протягом року,",
}
FOREIGN = sorted(set(SPECIMENS) - {"en"})

ENGLISH_ACT = """United Nations A/RES/79/390

General Assembly

Resolution adopted by the General Assembly on 11 February 2025

79/390. Lamps in reading rooms

The General Assembly,

Recalling its resolution 55/25 of 15 November 2000, and noting the state of the lamps in the reading rooms,

1. Welcomes the lamps;

2. Requests the Secretary-General to report on the lamps and on what has been done with them.
"""


def _left_unread(reading: Reading) -> list[str]:
    return [one.message[:3] for one in reading.diagnostics if one.code == "foreign-language"]


def _foreign(reading: Reading) -> str:
    text = reading.source.text
    return "".join(text[d.span.start : d.span.end] for d in reading.discarded if d.kind is DiscardReason.FOREIGN)


@pytest.mark.parametrize("code", sorted(SPECIMENS))
def test_the_language_of_a_paragraph_is_found(code: str) -> None:
    assert judge(SPECIMENS[code]).language == code


@pytest.mark.parametrize("code", FOREIGN)
def test_no_other_language_passes_for_plain_english(code: str) -> None:
    assert not plainly_english(SPECIMENS[code] * 15)


@pytest.mark.parametrize("code", FOREIGN)
def test_a_whole_file_in_another_language_is_left_unread(code: str) -> None:
    text = "\n\n".join(["A/RES/79/390", *(f"{n}. {SPECIMENS[code]}" for n in range(1, 9)), "55/25"])
    reading = read(text)
    (document,) = reading.documents
    assert document.head.language == code
    assert (document.units, document.citations, document.mandates) == ((), (), ())
    assert [one.code for one in reading.diagnostics] == ["foreign-language"]
    assert _left_unread(reading) == [f"{code}:"]
    assert _foreign(reading) == text.replace("\n\n", "")
    assert breaches(reading) == []


@pytest.mark.parametrize("code", FOREIGN)
def test_a_page_in_another_language_is_left_out_of_an_english_act(code: str) -> None:
    page = "\n\n".join(f"{SPECIMENS[code]} 44/25" for _ in range(5))
    first, second = ENGLISH_ACT.split("1. Welcomes")
    mixed = read(f"{first}{page}\n\n1. Welcomes{second}")
    alone = read(ENGLISH_ACT)
    assert [one.code for one in mixed.diagnostics] == ["foreign-language"]
    assert [unit.text for unit in mixed.documents[0].units] == [unit.text for unit in alone.documents[0].units]
    assert [c.target for c in mixed.documents[0].citations] == [c.target for c in alone.documents[0].citations]
    assert mixed.documents[0].head.language == "en"
    assert _foreign(mixed) == page.replace("\n\n", "")
    assert breaches(mixed) == []


def test_columns_of_a_bilingual_scan_are_found_stretch_by_stretch() -> None:
    french = "\n\n".join(
        ["55 (XX). Des lampes", "L’Assemblée générale,", *[SPECIMENS["fr"]] * 4, "le 17 novembre 1947."]
    )
    reading = read(f"{ENGLISH_ACT}\n{french}\n\n---\n\n{ENGLISH_ACT.replace('390', '391')}\n{french}\n")
    assert _left_unread(reading) == ["fr:", "fr:"]
    assert [document.identifier for document in reading.documents] == ["A/RES/79/390", "A/RES/79/391"]
    assert all("lampes" not in unit.text for document in reading.documents for unit in document.units)
    assert breaches(reading) == []


@pytest.mark.parametrize("code", FOREIGN)
def test_a_quotation_in_another_language_stays(code: str) -> None:
    reading = read(ENGLISH_ACT.replace("1. Welcomes the lamps;", f"1. Welcomes the lamps;\n\n“{SPECIMENS[code]}”"))
    assert _left_unread(reading) == []
    assert _foreign(reading) == ""
    assert reading.documents[0].head.language == "en"


def test_names_in_another_language_are_no_text_in_it() -> None:
    names = "\n".join(
        ["Association des Amis de la Lampe et du Port de Lunden", "Fondation pour la Paix dans le Monde"] * 20
    )
    reading = read(f"{ENGLISH_ACT}\nAnnex\n\n{names}\n")
    assert _left_unread(reading) == []
    assert "Fondation" in reading.documents[0].units[-1].text


def test_a_text_without_words_to_judge_by_is_undetermined() -> None:
    assert read("A/RES/79/390\n\n55/25\n").documents[0].head.language == "und"
    assert read("The General Assembly,\n\n1. Welcomes the lamps.\n").documents[0].head.language == "en"
