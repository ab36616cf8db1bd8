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
