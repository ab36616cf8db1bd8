"""Words of the made-up articles: who, where, what happens, what is said about it."""


def _split(names: str) -> list[str]:
    return names.split()


GIVEN = _split(
    """
    Amal Anil Anura Asoka Bandula Chamari Chandra Dayani Dilani Gamini Gayan Harsha Indika Janaka Kamala Kanthi
    Lalith Mahesh Malini Nadeeka Nimal Nirosha Padma Priyantha Ranjani Ruwan Sachini Sarath Shanta Sunil
    Tharindu Upul Vajira Wasantha
    """
)
FAMILY = _split(
    """
    Abeyratne Alwisena Bandaranath Dasanayaka Devapriya Edirisuriya Ekanayaka Gunasena Halpewatte Hettige
    Jayalath Kariyapala Kulasiri Liyanapathi Madurawala Nanayakara Palihena Pathiratne Ratnasiri Samarakone
    Senaviratna Tennewatta Udawela Vithanapala Weerapperuma Wijenayaka
    """
)
PLACES = _split(
    """
    Colombo Kandy Galle Jaffna Matara Batticaloa Trincomalee Negombo Anuradhapura Kurunegala Badulla Ratnapura
    Kalmunai Vavuniya Puttalam Kegalle Kalutara Gampaha Hambantota Mannar
    """
)
ROLES = (
    "police spokesman",
    "health minister",
    "district secretary",
    "opposition lawmaker",
    "union leader",
    "hospital director",
    "army commander",
    "student leader",
    "prosecutor",
    "relief coordinator",
)
BODIES = (
    "the Ministry of Health",
    "the police",
    "the Disaster Management Centre",
    "the prosecutor general",
    "the army",
    "the Human Rights Commission",
    "the trade union alliance",
    "the port authority",
)
ABROAD = (
    ("India", "foreign ministry spokesman", "New Delhi"),
    ("the United States", "State Department spokeswoman", "Washington"),
    ("China", "foreign ministry spokeswoman", "Beijing"),
    ("Japan", "ambassador", "Tokyo"),
    ("Germany", "government spokesman", "Berlin"),
    ("the United Nations", "special envoy", "Geneva"),
    ("the European Union", "foreign policy chief", "Brussels"),
    ("Australia", "foreign minister", "Canberra"),
    ("Pakistan", "high commissioner", "Islamabad"),
    ("Norway", "mediator", "Oslo"),
)
PUBLISHERS = (
    "Daily Lantern",
    "Harbour Post",
    "Evening Ledger",
    "Morning Beacon",
    "Coast Herald",
    "Inland Gazette",
    "Capital Wire",
    "Island Observer",
    "Northern Star",
    "Southern Mail",
    "Market Times",
    "Public Voice",
    "Union Courier",
    "Hill Country Review",
    "Strait Monitor",
    "World Report",
    "Global Desk",
    "Ocean Bulletin",
)
DEEDS = (
    "Security forces killed {number} protesters in {place}",
    "Protesters stormed the {site} in {place}",
    "Floods destroyed {number} houses in {place}",
    "A bomb exploded at the {site} in {place}, killing {number} people",
    "Police arrested {number} students in {place}",
    "The president dismissed {person}",
    "The government declared a state of emergency in {place}",
    "A court in {place} sentenced {person} to {years} years in prison",
    "Gunmen attacked the {site} in {place} and injured {number} officers",
    "Workers closed the {site} in {place}",
    "Soldiers recaptured the {site} in {place}",
    "Parliament approved a law on the {site}",
    "{person} resigned as head of the {site}",
    "A landslide buried {number} people near {place}",
    "The authorities lifted the curfew in {place}",
    "Rebels seized the {site} in {place}",
    "A ferry with {number} passengers sank off {place}",
    "Demonstrators burned {number} buses in {place}",
    "The army evacuated {number} villagers from {place}",
    "A fire destroyed the {site} in {place}",
)
SITES = (
    "airport",
    "central bank",
    "power station",
    "railway station",
    "radio building",
    "main hospital",
    "port",
    "town hall",
    "refinery",
    "university",
    "water works",
    "police headquarters",
    "textile factory",
    "fish market",
    "north bridge",
    "customs house",
)
CLAIMS = (
    "{body} said that {number} people had been killed and {more} injured.",
    "At least {number} people were detained, {body} said.",
    "According to {body}, {number} houses were damaged in {place}.",
    "{person}, the {role}, put the number of the missing at {number}.",
    "More than {number} families were displaced, said {person}, the {role}.",
    "The price of rice rose to {number} rupees per kilo in {place}.",
    "{body} reported {number} new infections on {day}.",
)
VOICES = (
    "“We call on all sides to show restraint,” the {speaker} of {actor} said on {day}.",
    "{actor} condemned the violence in {place} on {day}.",
    "{seat} offered {number} tents and a field hospital.",
    "{actor} urged the government to begin a dialogue with the opposition.",
    "{actor} expressed its condolences to the families of the dead.",
    "{actor} evacuated its citizens from {place} on {day}.",
    "“We are watching the situation closely,” said the {speaker} of {actor}.",
)
HISTORY = (
    "The unrest began after the government raised the price of fuel.",
    "In 2004 a flood killed {number} people in {place}.",
    "The protests were triggered by the arrest of {person} in March 2019.",
    "The country has about 22 million people and lives on tea, garments and tourism.",
    "{place} was the scene of a strike in 1998 in which {number} workers died.",
    "The crisis was caused by a fall in exports and by {years} years of bad harvests.",
)
FILLER = (
    "Shops in {place} stayed closed and few people were in the streets.",
    "Witnesses described long queues in front of the {site}.",
    "“Nobody tells us anything,” said {person}, who lives near the {site}.",
    "It was not clear whether the {site} would open again this week.",
    "Residents of {place} said that the water had not come back.",
    "Buses between {place} and {other} were running late, as they do in the rainy season.",
    "{person} could not be reached for comment.",
    "The opposition says the budget leaves too little for schools and clinics.",
    "Prices at the market of {place} have risen for months, and wages have not followed.",
    "A teacher from {place} said that her classes were half empty.",
    "The road along the coast is narrow, and lorries need hours for what used to be a short way.",
    "Analysts doubt that the measures will last longer than the season.",
)
