"""Prices that no unit tells: what a thing goes for, is had for, rose to; and the price that it had before."""

from briefgen.extract.context import Context
from briefgen.extract.layers.quantities import Quantity
from briefgen.model.brief import Inexact

_FOR = frozenset(
    [
        "went",
        "goes",
        "going",
        "go",
        "gone",
        "hands",
        "sold",
        "sells",
        "selling",
        "sell",
        "had",
        "bought",
        "buy",
    ]
) | {
    "available",
    "offered",
    "traded",
    "trades",
    "trading",
    "retailing",
    "retails",
    "obtained",
    "bartered",
    "offer",
    "hawked",
    "hawking",
    "flogged",
    "peddled",
    "listed",
    "advertised",
    "snapped",
    "auctioned",
    "resold",
}
"""Words with which a thing is had `for` a sum."""
_AT = frozenset(
    ["sold", "sells", "selling", "sell", "priced", "traded", "trades", "trading", "quoted", "retails"]
) | {
    *[
        "retailing",
        "is",
        "are",
        "was",
        "were",
        "stood",
        "stands",
        "set",
        "fixed",
        "capped",
        "pegged",
        "opened",
        "closed",
    ],
}
_COSTING = frozenset(
    ["cost", "costs", "costing", "fetch", "fetches", "fetched", "charge", "charges", "charged"]
)
_MOVING = frozenset(
    ["rise", "climb", "jump", "soar", "shoot", "fall", "drop", "double", "triple", "go", "surge", "leap"]
) | {
    *[
        "increase",
        "raise",
        "hit",
        "reach",
        "slump",
        "plunge",
        "treble",
        "quadruple",
        "rocket",
        "spike",
        "ease",
        "edge",
    ],
}
_MEASURED = (
    frozenset(
        [
            "ounce",
            "barrel",
            "litre",
            "liter",
            "kilo",
            "kilogram",
            "gallon",
            "loaf",
            "sack",
            "bag",
            "tonne",
            "bushel",
        ]
    )
    | {
        "bread",
        "rice",
        "flour",
        "petrol",
        "gasoline",
        "diesel",
        "fuel",
        "crude",
        "oil",
        "wheat",
        "cheese",
        "sugar",
        "gas",
    }
    | {
        *[
            "milk",
            "eggs",
            "meat",
            "beef",
            "chicken",
            "onions",
            "tomatoes",
            "maize",
            "corn",
            "charcoal",
            "kerosene",
        ],
        *[
            "goat",
            "cow",
            "camel",
            "sheep",
            "cabbage",
            "potatoes",
            "bananas",
            "beans",
            "lentils",
            "fish",
            "pork",
            "lamb",
            "mutton",
            "butter",
            "pasta",
        ],
        *[
            "salt",
            "tea",
            "coffee",
            "soap",
            "candles",
            "blanket",
            "tent",
            "tarpaulin",
            "generator",
            "battery",
            "gel",
        ],
        *[
            "sanitiser",
            "sanitizer",
            "oxygen",
            "cylinder",
            "firewood",
            "cement",
            "fodder",
            "sorghum",
            "millet",
            "yam",
        ],
        *[
            "cassava",
            "garri",
            "teff",
            "barley",
            "vegetables",
            "chickens",
            "goat",
            "egg",
            "tin",
            "jar",
            "crate",
            "carton",
        ],
        *[
            "packet",
            "jerrycan",
            "taxi",
            "seat",
            "meal",
            "sim",
            "bundle",
            "kerosene",
            "tablets",
            "dose",
            "plantain",
        ],
        *["water", "lpg", "masks", "mask", "gold", "copper", "platinum", "ticket", "fare", "rent", "bottle"],
    }
)
_STANDING = frozenset(["be", "average", "stand", "retail", "command", "bring", "start"])
_AGAIN = frozenset(["cost", "costs", "at", "from", "for", "fetched", "to", "was", "paid"])
_LARGEST = 1_000_000
"""More is no price of a thing that people buy."""


class PriceReader:
    """Tells sums that are prices from other money in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.index = context.index

    def is_price(self, quantity: Quantity, first: int) -> bool:
        """Read `a sack went for 800 rupees`, `masks sell at 2,000`, `an ounce rose to $1,437`."""
        low = self.index.low
        value = quantity.value
        if isinstance(value, Inexact) or value >= _LARGEST:
            return False
        sentence = self.context.document.sentences[quantity.sentence]
        before = low[max(sentence.first, first - 4) : first]
        things = set(low[sentence.first : first])
        if before[-1:] == ["worth"] and not _MEASURED.isdisjoint(things):
            return value < _LARGEST // 100
        if before[-1:] == ["for"] and not _FOR.isdisjoint(before):
            return True
        if before[-1:] == ["at"] and not _AT.isdisjoint(before) and not _MEASURED.isdisjoint(things):
            return True
        if not _COSTING.isdisjoint(before) and not _MEASURED.isdisjoint(things):
            return True
        if _MEASURED.isdisjoint(things):
            return False
        number = next(
            (
                n
                for t in range(first - 1, max(sentence.first, first - 9), -1)
                if (n := self.index.verb_at[t]) >= 0
            ),
            -1,
        )
        verb = self.index.clauses[number].verb if number >= 0 else None
        if verb is None:
            return False
        if verb.last == first:
            # `bread was 3,500 bolivars on Friday and is 5,000`
            return verb.lemma in _MOVING or verb.lemma in _STANDING
        return verb.lemma in _MOVING and before[-1:] == ["to"]

    def is_before_or_after(self, quantity: Quantity, first: int, unit: str) -> bool:
        """Tell whether a bare number goes on with the price before it: `it cost 480 in July`, `up from 145`."""
        low = self.index.low
        value = quantity.value
        if isinstance(value, Inexact) or value >= _LARGEST or quantity.noun is not None:
            return False
        return quantity.unit in {"", unit.partition("/")[0]} and low[first - 1] in _AGAIN
