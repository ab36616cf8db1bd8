"""Texts for properties of the layers of text."""

import re

from hypothesis import strategies as st

SENTENCES = [
    "Police re-took the counter-terrorism office in Nur-Sultan.",
    "The 81-year-old ex-president spoke, he said, of calm; nobody answered!",
    "Mr. Brown of the U.S. Army met Gen. Petrov on Jan. 5, officials said.",
    'She told reporters: "We ask for calm, and we mean it." They left.',
    "Some 1,690 people (12 of them officers) were hurt, prices rose 2.5 percent.",
    "Why now? The pro-government paper did not say.",
    "Protesters marched; troops, tanks, lorries followed: nobody fled.",
    "It's O'Neill's view, not ours; don't ask.",
]
"""Well-formed sentences with all that repairing must not break."""

TIMES = [
    "Police fired on Wednesday, and the airport fell on January 5.",
    "Mr. Brown resigned in March 2019; the mid-January talks, held on 12 January 2022, failed.",
    "Two days later, the army left. On the night of the 5th, it came back.",
    "A two-week curfew began at 10:30 p.m. on Tuesday, officials said.",
    "From 5 to 7 January, last week, in the 1990s and since Sunday: all quiet.",
    "The 81-year-old ruled for thirty-one years, until the end of 2021.",
]
"""Well-formed sentences with times."""


@st.composite
def torn_texts(draw: st.DrawFn, sentences: list[str]) -> tuple[str, str]:
    """Draw a text, and the same with blanks dropped behind marks and blanks put before hyphens."""
    text = " ".join(draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=5)))
    torn = ""
    for index, letter in enumerate(text):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if letter == " " and before in set(".,;:!?") and not (before == "," and after.isdigit()):
            if draw(st.booleans()):
                continue
        elif letter == "-" and before.isalnum() and after.isalpha() and draw(st.booleans()):
            torn += " "
        torn += letter
    return text, torn


WORDS = [
    *re.findall(
        r"\S+",
        """the a police protesters who which that said say says , and or but to was were had has been killed killing set
        fire spread after before as on Monday in of " ' ; : not will may being it they because when Almaty report
        reports attacked men 12 ( ) . ? … Jan. 5 two days later last week May 2019 ago U.S. -year -old order.The 10:30
        p.m. it's since the 5th from 5 -7 January Wednesday's week of next year's first quarter “ ” — -- By © (AP)""",
    ),
    "\n",
    "\n\n",
]
TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="aA.-' \"\n1,:@/\u200b\u00ad–“”é", max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
)
"""Any text: random characters, characters that matter, words that matter."""
