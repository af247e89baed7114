"""Given names that differ by one letter and are two names all the same: Lena and Lina, Jan and Jana, Marco and Marcos.

A difference between two of these is never taken for a slip of the finger. Own list, folded; short on purpose.
"""

from functools import lru_cache

from relmgr.domain.duplicates import nicknames

_OTHERS = """
aaron ada adam adrian adriana adriano aida aidan aileen alan alana albert alberta alberto alena alexia alexis alice
alicia alina aline alison allan allen alma alva amalia amelia amelie amir amira amy ana anders anita anja ann annabel
annette ansgar anton antoine antoinette anya april ariane arianna arne arnold aron ashley astrid aurelia aurora axel ayla
bella bernard bertha bianca bill birgit birte bjorn bodo boris brenda brian bruno bryan bruce
camila camilla camille carina carl carla carlo carlos carlotta carmen carol carola carsten cedric celina celine chantal
chloe christiane christian christine clara claire clara clare clemens clement colin conny corinna craig
dagmar dale damian damien dan dana daniel daniela daniele danielle dario darren darya dean denise dennis derek detlef
dina dino dirk dominic dominik dominika dora doris dorian dorota drita
edda edgar edith edmund edwin eileen elaine elias eliana elina elio elisa elise elke ella ellen elma elmar elsa elvira
emanuela emil emilia emilie emilio emily emma emre enrico enzo eric erica erik erika erin erna ernst erwin esra ethan
etienne eugen eva evan eve evelyn ewald ezra
fabian fabiana fabien fabio fabrice fabrizio farid fatih felicia felix ferdinand fiona flora florence florian fons frank
franka frans franz frauke frida frieda fritz
gabriel gabriela gabriele gary gemma georg georgia georgina gerd gerda gero gert gian gina giorgia giorgio giovanna
giovanni gisela giulia giuliana giuliano gloria gordon grace graham greta guido gunnar gunther gustav guy
hailey hakan halina hamid hana hanna hannah hanne hans harald harry hassan hasan hazel heather hedda hedwig heidi heike
heiko heiner heinz helen helena helga helge helmut henri henrik henry herman hilda hilde holger horst howard hugo
ian ida ilona ilse imke ina ines inga inge ingo ingrid ioana irene irina iris irma isaac isabel isabella isla ismael
ivan ivana ivo ivana
jack jackson jade jakob jalal jamal james jamie jan jana jane janet janina janine jannis jannik jaron jasmin jasmine jason
jay jean jeanne jelena jenna jens jeremy jerome jesse jessica jill jim joan joana joanna joel joelle johan johanna john
jon jonas joni jordan jorg jorge jose josef jose josefa josie juan juana judith jules julia julian juliana juliane julie
julien juliette julio julius june jurgen justin justina justine
kai kaja kamal kamil kamila karen karim karima karin karina karl karla karol karolina karsten katja kay keith kelly ken
kerstin kevin kim kira kirsten klara klaus kristen kristian kristin kristina kurt kyle kyra
lana lara larissa lars laszlo laura lauren laurence laurent laurin lea leah leandra leandro leila lena leni leo leon leona
leonie leonora leroy levi lewis lia liam lian liana lidia lila lili lilian lily lina linda linus lisa lise liv livia
liz logan lola lore lorena lorenz lorenzo loris lotta lou louis louisa louise luan luca lucas lucia lucie lucien lucy
luigi luis luisa luka lukas luke luna lutz lydia
mads magda magnus maia maik maike maja malik malika malin malte mandy manon mara marc marcel marcela marco marcos marcus
marek margit margot mari maria marian mariana marianne marie marija marika marin marina marino mario marion maris marisa
marit marius mark marko markus marlene marlies marlon marta marten martha martin martina martine mary mateo mathias
mathilda mathis mats matteo matthew matthias mattia maud maura maureen mauro max maxim maxime maya megan mehmet meike mel
melina melissa merle mia micha michel michela michele michelle mika mila milan milena milo mina mira miranda miriam mirko
mohamed moira mona monica monika morgan moritz moses murat mustafa myriam
nada nadia nadine nahla naim nancy naomi natalia natalie nathan neil nele nelly nelson nick nicola nicolas nicole nigel nik
nils nina nino nisha noa noah noel noelle noemi nora norbert norma nour nura
odile ole oleg olga oliver olivia omar omer ona oran oriana orla oscar oskar oswald otis otto owen
pablo palina pamela pascal pascale pat patrice patricia patrick patrik paul paula paulina pauline paulo pavel pedro per
perla peter petra phil philip philippa phoebe pia pierre piet piotr pola
quentin rabea rachel rafael ragnar raimund rainer ralf ralph ramon ramona raoul raphael raquel rasmus raul ray rebecca
regina reiner reinhard rene renate renata renee rhea ria ricarda riccardo richard rick rika rita rob robert roberta
roberto robin rocco roger roland rolf roma roman romana romeo romy ron ronja rosa rosalie rose ross roxana roy ruben rudi
rudolf rufus rupert russell ruth ryan
sabina sabine sabrina said salim salma salome sam samantha sami samira samuel samuele sandra sandro santiago sara sarah
sascha saskia saul sean sebastian selena selina selma serena sergio severin shane sharon shaun sheila sigrid silas silke
silvan silvana silvia silvio simon simona simone sina sinan sofia sofie solveig sonia sonja sophia sophie stacey stacy
stella stephan stephanie steve steven stuart sunita susan susanna susanne sven svenja sylvain sylvia
tabea talia tamara tamas tania tanja tara tatiana ted teo teresa terence teresa tess thea theo theresa thibault thies
thomas thorsten tia tiago tilda till tilman tim timo tina tino tobias todd tom tomas tomaso toni tonia tony torben
torsten tracy trevor tristan trude udo ugo ulf uli ulla ulrich ulrike urs ursula uta ute uwe
valentin valentina valentine valeria valerie valerio vanessa vera verena vernon veronica victor victoria viktor vincent
viola violet violeta virginia vita vitali vito vittoria vivian viviane volker
walter wanda warren wayne wendy wenke werner wiebke wilfried will willi willy wilma wim wolf wolfgang
xenia yann yannick yara yasmin yasmina yasin yolanda yusuf yvonne yves zara zeynep zita zoe zora zuzana
hiroshi hiroko kenji kenta keiko keita yuki yuka yuko yumi yui yuji akira akiko akiro haruto haruta haruka misaki misato
ravi rani raj raju priya priti prity anil anila arun aruna sunil sunita amit amita ajay vijay sanjay sanjana deepa deepak
kiran karan rohan rohit rahul rekha rakhi neha nehal pooja puja
"""


@lru_cache(maxsize=1)
def known() -> frozenset[str]:
    """All given names that are known to be one, folded."""
    return frozenset(_OTHERS.split()) | nicknames.names()
