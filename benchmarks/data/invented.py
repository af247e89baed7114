"""Invented names, firms and sentences in several scripts, drawn by a seeded chance."""

import random
from dataclasses import dataclass

_LATIN_GIVEN = """Ada Adam Agnes Aisha Alan Alba Alice Amara Amélie Ana Anders André Anna Anton Aoife Arthur Astrid Beatriz
Ben Björn Bruno Camille Carla Carlos Chiara Chloé Clara Daniel David Diego Dorota Eduardo Eilidh Elena Elif Elin Emeka
Emma Erik Eva Fatima Felix Femi Fiona Florian Frida Gabriel Giulia Grace Greta Hana Hannah Håkon Helena Henrik Hugo
Ifeoma Ignacio Ines Ingrid Isabel Ivan Jakub James Jana Joana João Johan Jonas José Judith Julia Kasia Katarzyna Kemal
Klara Lars Laura Léa Leila Lena Leon Lina Linh Louis Lucia Łukasz Maja Malik Manon Marc Margaux Maria Marko Marta Martin
Mateo Mathilde Megan Mehmet Mia Milan Mina Mohamed Nadia Nguyễn Niamh Nils Noah Noor Nuno Olga Oliver Óscar Owen Pablo
Paola Paul Pedro Petra Piotr Priya Quinn Rafael Rahel Rania Rita Robert Rosa Rui Ruth Samir Sara Sergio Siobhán Sofia
Søren Stefan Suki Tamar Tess Thandi Theo Thomas Tomás Uma Ursula Vera Viktor Wanjiru Xavier Yara Yusuf Zeynep Zoë Zuzana
""".split()
_LATIN_FAMILY = """Abel Adeyemi Ahmed Almeida Andersson Bakker Baptiste Bauer Becker Bergström Bianchi Brandt Brown Byrne
Carvalho Castillo Chukwu Clarke Costa Cruz Dąbrowski Diallo Dvořák Eriksen Evans Fernández Ferrari Fischer Fontaine
Forster García Gomes Graf Großmann Gruber Gustafsson Hansen Haas Hernández Hoang Hoffmann Horvat Hughes Ivanova Jacobs
Jansen Jensen Jovanović Kaya Keller Kelly Khan Kipkemboi Kowalski Krüger Kuznetsov Larsen Leclerc Lefèvre Lindqvist
López Łuczak Maier Mancini Martinez Marx Mbeki Meyer Moreau Müller Murphy Nagy Nakamura Ndlovu Nielsen Novák Nowak
O'Brien O'Connor Okafor Oliveira Öztürk Park Patel Pereira Petrov Popescu Quist Ramírez Reid Ricci Rivera Rossi Roux
Ruiz Santos Schäfer Schmidt Schneider Sharma Silva Šimić Singh Smith Sørensen Sousa Stein Suzuki Svensson Szabó Tan
Taylor Thapa Thompson Tran Turner van\xa0Beethoven van\xa0der\xa0Berg Varga Vogel Wagner Walker Weber Weiß Wilson Wójcik
Wolf Wright Yılmaz Young Zając Zimmermann Żak""".split()
_OTHERS = (
    ("Анна Дмитрий Елена Иван Мария Наталья Ольга Сергей Юлия".split(),
     "Белова Волков Кузнецова Лебедев Морозова Новиков Соколова".split(), " "),
    ("Ελένη Γιώργος Δημήτρης Μαρία Νίκος Σοφία".split(), "Αγγελόπουλος Δημητρίου Νικολάου Παπαδοπούλου".split(), " "),
    ("ليلى محمد فاطمة أحمد سارة يوسف".split(), "الخطيب حداد المصري ناصر".split(), " "),
    ("דוד מיכל נועם תמר יעל".split(), "כהן לוי מזרחי פרץ".split(), " "),
    ("अनिल प्रिया राहुल सुनीता मीरा".split(), "शर्मा वर्मा गुप्ता पटेल".split(), " "),
    ("美咲 健太 陽子 太郎 花子 翔太".split(), "佐藤 鈴木 高橋 田中 渡辺".split(), ""),
    ("伟 芳 娜 秀英 敏 静".split(), "王 李 张 刘 陈 杨".split(), ""),
    ("민준 서연 지훈 하은 예진".split(), "김 이 박 최 정".split(), ""),
)  # fmt: skip
_FIRM_FIRST = """Acacia Anchor Atlas Beacon Birch Bluebird Borealis Brightwater Cedar Clover Compass Copper Corvid Dune
Ember Fernkloof Foxglove Granite Harbour Heron Ironwood Juniper Kestrel Lantern Larkspur Lighthouse Linden Maple Meadow
Meridian Northwind Oakleaf Orchard Pebble Quarry Rowan Saffron Silverline Sparrow Summit Tamarind Thistle Tidewater
Umber Verdant Wayfarer Willow Yarrow Zephyr""".split()
_FIRM_LAST = """Analytics Architects Bakery Books Capital Ceramics Clinic Consulting Design Energy Engineering Farms Films
Foods Foundation GmbH Institute Instruments Labs Law Logistics Media Partners Press Robotics S.A. Schools Shipping
Software Studio Systems Textiles Theatre Tools Travel Works""".split()
TITLES = """Architect|Art director|Buyer|Chief of staff|Creative director|Data analyst|Editor|Engineer|Finance lead|Founder
Head of design|Head of marketing|Lawyer|Managing director|Office manager|Operations director|Photographer|Producer
Product manager|Professor|Programme lead|Project manager|Publisher|Sales manager|Social worker|Teacher|Translator
""".replace("\n", "|").strip("|").split("|")
CITIES = (
    ("Cape Town", "Africa/Johannesburg"), ("London", "Europe/London"), ("Wien", "Europe/Vienna"),
    ("Lisboa", "Europe/Lisbon"), ("Kraków", "Europe/Warsaw"), ("Nairobi", "Africa/Nairobi"),
    ("São Paulo", "America/Sao_Paulo"), ("Toronto", "America/Toronto"), ("東京", "Asia/Tokyo"),
    ("서울", "Asia/Seoul"), ("Αθήνα", "Europe/Athens"), ("Istanbul", "Europe/Istanbul"),
)  # fmt: skip
_SUBJECTS = "the budget|her father|the spring campaign|his knee|the new office|a conference talk|the contract|school"
_SUBJECTS += "|the garden|hiring|the old website|a sailing trip|the second phase|their dog|the audit|a book we both read"
_VERBS = "We talked about|Mostly|A long call on|Came back to|Worried about|Happy with|Laughed over|Asked me about"
_ENDINGS = "and it went well.|and how tired everybody is.|before the holidays.|with much detail.|and what comes next."
_TALK = tuple(words.split("|") for words in (_VERBS, _SUBJECTS, _ENDINGS))
_INTERESTS = "sailing tulips chess climbing bread jazz kites football opera cycling pottery birds maps rowing".split()


@dataclass(frozen=True, slots=True)
class Name:
    """An invented name in its parts and as shown."""

    given: str
    family: str
    shown: str


class Chance(random.Random):
    """Draws names, firms and sentences; the same for the same seed."""

    def name(self) -> Name:
        """Nine of ten in Latin letters."""
        if self.random() < 0.9:
            given, family = self.choice(_LATIN_GIVEN), self.choice(_LATIN_FAMILY).replace("\xa0", " ")
            if self.random() < 0.15:
                given = f"{given} {self.choice(_LATIN_GIVEN)}"
            return Name(given, family, f"{given} {family}")
        givens, families, space = self.choice(_OTHERS)
        given, family = self.choice(givens), self.choice(families)
        return Name(given, family, f"{given}{space}{family}" if space else f"{family}{given}")

    def firm(self, number: int) -> str:
        """A name of its own for each number below 1,700, and a numbered one above."""
        pair = number % (len(_FIRM_FIRST) * len(_FIRM_LAST))
        first, last = _FIRM_FIRST[pair % len(_FIRM_FIRST)], _FIRM_LAST[pair // len(_FIRM_FIRST)]
        return f"{first} {last}" if pair == number else f"{first} {last} {number}"

    def sentence(self) -> str:
        """What one remembers of a talk."""
        return " ".join(map(self.choice, _TALK))

    def interest(self) -> str:
        """One word."""
        return self.choice(_INTERESTS)
