"""The same article under another header is one source, however often and in whatever order it is read."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.build import build
from diplograph.copies import copies
from diplograph.text import Document


def words(topic: str, n: int = 120) -> str:
    return " ".join(f"{topic}{i * i % 97}{i}" for i in range(n))


def article(name: str, text: str, issued: str | None = None) -> Document:
    return Document(name, text, name, issued=issued)


def test_another_header_makes_no_other_article() -> None:
    text = words("الف")
    assert copies([article("a", text), article("b", f"به گزارش خبرگزاری ما، {text}\nپایان پیام")]) == {"b": "a"}


def test_the_earliest_is_the_original_and_of_one_day_the_first_by_name() -> None:
    text = words("الف")
    documents = [article("a", text, "2024-02-02"), article("c", text, "2024-02-01"), article("b", text)]
    assert copies(documents) == {"a": "c", "b": "c"}
    assert copies([article("b", text, "2024"), article("a", text, "2024")]) == {"b": "a"}


def test_a_trimmed_and_a_lightly_edited_text_are_copies() -> None:
    told = words("الف").split()
    edited = ["دیگر" if i % 29 == 7 else w for i, w in enumerate(told)]
    found = copies([article("a", " ".join(told)), article("b", " ".join(told[:60])), article("c", " ".join(edited))])
    assert found == {"b": "a", "c": "a"}


def test_spelling_and_lines_make_no_other_article() -> None:
    text = words("کیی")
    assert copies([article("a", text), article("b", text.replace("ک", "ك").replace("ی", "ي").replace(" ", "\n"))]) == {
        "b": "a"
    }


def test_articles_that_share_a_paragraph_are_two() -> None:
    shared = words("زمینه", 60)
    assert copies([article("a", f"{words('الف', 60)} {shared}"), article("b", f"{words('ب', 60)} {shared}")]) == {}


def test_a_few_words_prove_nothing() -> None:
    assert copies([article("a", "ایران و روسیه توافق کردند"), article("b", "ایران و روسیه توافق کردند")]) == {}
    assert copies([article("a", ""), article("b", "")]) == {}


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ابپ"), st.integers(30, 120), st.sampled_from([None, "2023", "2024-01"])), max_size=8
    ),
    st.randoms(use_true_random=False),
)
def test_copies_do_not_depend_on_document_order(drawn: list[tuple[str, int, str | None]], random: object) -> None:
    documents = [article(f"d{i}", words(topic, n), issued) for i, (topic, n, issued) in enumerate(drawn)]
    turned = list(documents)
    random.shuffle(turned)  # type: ignore[attr-defined]
    found = copies(documents)
    assert copies(turned) == found
    assert not found.keys() & set(found.values())


def test_a_build_says_which_document_is_a_copy(tmp_path: Path) -> None:
    text = "\n".join(
        f"بند {n}: سخنگوی وزارت خارجه درباره موضوع {n * n} با {n} خبرنگار گفت و گو کرد." for n in range(40)
    )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"{text}\nانتهای پیام", encoding="utf-8")
    graph = build(tmp_path)
    assert [d.copy_of for d in graph.documents] == [None, "a.txt"]
    lines = [line for line in graph.lines if "copyOf" in line]
    assert len(lines) == 1 and "document/b-txt" in lines[0].split()[0] and "document/a-txt" in lines[0].split()[2]
