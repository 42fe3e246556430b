"""The terms of the ontology as constants. ``python -m graph.vocabulary_source`` writes this file."""

# ruff: noqa: N816  # the ontology's own spelling

from rdflib import URIRef

PREFIXES = {
    "unm": "https://w3id.org/unmandates/ontology#",
    "cito": "http://purl.org/spar/cito/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}

AdoptedCharter = URIRef("https://w3id.org/unmandates/ontology#AdoptedCharter")
AdoptedStatute = URIRef("https://w3id.org/unmandates/ontology#AdoptedStatute")
Agenda = URIRef("https://w3id.org/unmandates/ontology#Agenda")
AgendaItem = URIRef("https://w3id.org/unmandates/ontology#AgendaItem")
Agreement = URIRef("https://w3id.org/unmandates/ontology#Agreement")
Amendment = URIRef("https://w3id.org/unmandates/ontology#Amendment")
Annex = URIRef("https://w3id.org/unmandates/ontology#Annex")
Board = URIRef("https://w3id.org/unmandates/ontology#Board")
Body = URIRef("https://w3id.org/unmandates/ontology#Body")
BodyEvent = URIRef("https://w3id.org/unmandates/ontology#BodyEvent")
BodyMention = URIRef("https://w3id.org/unmandates/ontology#BodyMention")
Charter = URIRef("https://w3id.org/unmandates/ontology#Charter")
Citation = URIRef("https://w3id.org/unmandates/ontology#Citation")
CodeOfConduct = URIRef("https://w3id.org/unmandates/ontology#CodeOfConduct")
Commission = URIRef("https://w3id.org/unmandates/ontology#Commission")
Committee = URIRef("https://w3id.org/unmandates/ontology#Committee")
Compact = URIRef("https://w3id.org/unmandates/ontology#Compact")
Conference = URIRef("https://w3id.org/unmandates/ontology#Conference")
ConferenceOfTheParties = URIRef("https://w3id.org/unmandates/ontology#ConferenceOfTheParties")
Congress = URIRef("https://w3id.org/unmandates/ontology#Congress")
Constitution = URIRef("https://w3id.org/unmandates/ontology#Constitution")
Convention = URIRef("https://w3id.org/unmandates/ontology#Convention")
Court = URIRef("https://w3id.org/unmandates/ontology#Court")
Covenant = URIRef("https://w3id.org/unmandates/ontology#Covenant")
Decade = URIRef("https://w3id.org/unmandates/ontology#Decade")
Decision = URIRef("https://w3id.org/unmandates/ontology#Decision")
Declaration = URIRef("https://w3id.org/unmandates/ontology#Declaration")
DeclarationDocument = URIRef("https://w3id.org/unmandates/ontology#DeclarationDocument")
Document = URIRef("https://w3id.org/unmandates/ontology#Document")
DocumentLink = URIRef("https://w3id.org/unmandates/ontology#DocumentLink")
DraftAmendment = URIRef("https://w3id.org/unmandates/ontology#DraftAmendment")
DraftDecision = URIRef("https://w3id.org/unmandates/ontology#DraftDecision")
DraftResolution = URIRef("https://w3id.org/unmandates/ontology#DraftResolution")
ExpertGroup = URIRef("https://w3id.org/unmandates/ontology#ExpertGroup")
ExtractionRun = URIRef("https://w3id.org/unmandates/ontology#ExtractionRun")
Footnote = URIRef("https://w3id.org/unmandates/ontology#Footnote")
Forum = URIRef("https://w3id.org/unmandates/ontology#Forum")
Framework = URIRef("https://w3id.org/unmandates/ontology#Framework")
Fund = URIRef("https://w3id.org/unmandates/ontology#Fund")
Goals = URIRef("https://w3id.org/unmandates/ontology#Goals")
Group = URIRef("https://w3id.org/unmandates/ontology#Group")
Guidelines = URIRef("https://w3id.org/unmandates/ontology#Guidelines")
Head = URIRef("https://w3id.org/unmandates/ontology#Head")
Initiative = URIRef("https://w3id.org/unmandates/ontology#Initiative")
Institute = URIRef("https://w3id.org/unmandates/ontology#Institute")
Mandate = URIRef("https://w3id.org/unmandates/ontology#Mandate")
MandateChain = URIRef("https://w3id.org/unmandates/ontology#MandateChain")
MandateHolder = URIRef("https://w3id.org/unmandates/ontology#MandateHolder")
MandateStep = URIRef("https://w3id.org/unmandates/ontology#MandateStep")
Mechanism = URIRef("https://w3id.org/unmandates/ontology#Mechanism")
Meeting = URIRef("https://w3id.org/unmandates/ontology#Meeting")
Mention = URIRef("https://w3id.org/unmandates/ontology#Mention")
Mission = URIRef("https://w3id.org/unmandates/ontology#Mission")
ModelTreaty = URIRef("https://w3id.org/unmandates/ontology#ModelTreaty")
NamedInstrument = URIRef("https://w3id.org/unmandates/ontology#NamedInstrument")
Network = URIRef("https://w3id.org/unmandates/ontology#Network")
Office = URIRef("https://w3id.org/unmandates/ontology#Office")
Officer = URIRef("https://w3id.org/unmandates/ontology#Officer")
OperativeAction = URIRef("https://w3id.org/unmandates/ontology#OperativeAction")
OperativeParagraph = URIRef("https://w3id.org/unmandates/ontology#OperativeParagraph")
OtherAgency = URIRef("https://w3id.org/unmandates/ontology#OtherAgency")
OtherDocument = URIRef("https://w3id.org/unmandates/ontology#OtherDocument")
OtherEntity = URIRef("https://w3id.org/unmandates/ontology#OtherEntity")
OtherInstrument = URIRef("https://w3id.org/unmandates/ontology#OtherInstrument")
OtherOrganization = URIRef("https://w3id.org/unmandates/ontology#OtherOrganization")
OtherTreaty = URIRef("https://w3id.org/unmandates/ontology#OtherTreaty")
OutcomeDocument = URIRef("https://w3id.org/unmandates/ontology#OutcomeDocument")
OutsideOrganization = URIRef("https://w3id.org/unmandates/ontology#OutsideOrganization")
Paragraph = URIRef("https://w3id.org/unmandates/ontology#Paragraph")
ParagraphLink = URIRef("https://w3id.org/unmandates/ontology#ParagraphLink")
PlanOfAction = URIRef("https://w3id.org/unmandates/ontology#PlanOfAction")
PreambularParagraph = URIRef("https://w3id.org/unmandates/ontology#PreambularParagraph")
PresidentialStatement = URIRef("https://w3id.org/unmandates/ontology#PresidentialStatement")
PrincipalOrgan = URIRef("https://w3id.org/unmandates/ontology#PrincipalOrgan")
Principles = URIRef("https://w3id.org/unmandates/ontology#Principles")
Programme = URIRef("https://w3id.org/unmandates/ontology#Programme")
ProgrammeOfAction = URIRef("https://w3id.org/unmandates/ontology#ProgrammeOfAction")
Protocol = URIRef("https://w3id.org/unmandates/ontology#Protocol")
ProtocolOfSignature = URIRef("https://w3id.org/unmandates/ontology#ProtocolOfSignature")
Provision = URIRef("https://w3id.org/unmandates/ontology#Provision")
RegionalCommission = URIRef("https://w3id.org/unmandates/ontology#RegionalCommission")
RelatedOrganization = URIRef("https://w3id.org/unmandates/ontology#RelatedOrganization")
Relation = URIRef("https://w3id.org/unmandates/ontology#Relation")
Report = URIRef("https://w3id.org/unmandates/ontology#Report")
ReportingObligation = URIRef("https://w3id.org/unmandates/ontology#ReportingObligation")
Resolution = URIRef("https://w3id.org/unmandates/ontology#Resolution")
Rules = URIRef("https://w3id.org/unmandates/ontology#Rules")
SecretariatUnit = URIRef("https://w3id.org/unmandates/ontology#SecretariatUnit")
Section = URIRef("https://w3id.org/unmandates/ontology#Section")
Series = URIRef("https://w3id.org/unmandates/ontology#Series")
SeriesMember = URIRef("https://w3id.org/unmandates/ontology#SeriesMember")
Session = URIRef("https://w3id.org/unmandates/ontology#Session")
SpecializedAgency = URIRef("https://w3id.org/unmandates/ontology#SpecializedAgency")
Standards = URIRef("https://w3id.org/unmandates/ontology#Standards")
Statute = URIRef("https://w3id.org/unmandates/ontology#Statute")
Strategy = URIRef("https://w3id.org/unmandates/ontology#Strategy")
Subparagraph = URIRef("https://w3id.org/unmandates/ontology#Subparagraph")
SubsidiaryOrgan = URIRef("https://w3id.org/unmandates/ontology#SubsidiaryOrgan")
TaskForce = URIRef("https://w3id.org/unmandates/ontology#TaskForce")
Treaty = URIRef("https://w3id.org/unmandates/ontology#Treaty")
TreatyAnnex = URIRef("https://w3id.org/unmandates/ontology#TreatyAnnex")
TreatyBody = URIRef("https://w3id.org/unmandates/ontology#TreatyBody")
TreatyDeclarations = URIRef("https://w3id.org/unmandates/ontology#TreatyDeclarations")
TrustFund = URIRef("https://w3id.org/unmandates/ontology#TrustFund")
Unit = URIRef("https://w3id.org/unmandates/ontology#Unit")
VerbFamily = URIRef("https://w3id.org/unmandates/ontology#VerbFamily")
WorkflowStep = URIRef("https://w3id.org/unmandates/ontology#WorkflowStep")
WorkingGroup = URIRef("https://w3id.org/unmandates/ontology#WorkingGroup")
absent = URIRef("https://w3id.org/unmandates/ontology#absent")
abstaining = URIRef("https://w3id.org/unmandates/ontology#abstaining")
abstentions = URIRef("https://w3id.org/unmandates/ontology#abstentions")
acknowledges = URIRef("https://w3id.org/unmandates/ontology#acknowledges")
acronym = URIRef("https://w3id.org/unmandates/ontology#acronym")
actionObject = URIRef("https://w3id.org/unmandates/ontology#actionObject")
actsUnder = URIRef("https://w3id.org/unmandates/ontology#actsUnder")
addressee = URIRef("https://w3id.org/unmandates/ontology#addressee")
addressees = URIRef("https://w3id.org/unmandates/ontology#addressees")
adopted = URIRef("https://w3id.org/unmandates/ontology#adopted")
adoptedAs = URIRef("https://w3id.org/unmandates/ontology#adoptedAs")
adoptedBy = URIRef("https://w3id.org/unmandates/ontology#adoptedBy")
adoptedIn = URIRef("https://w3id.org/unmandates/ontology#adoptedIn")
adopts = URIRef("https://w3id.org/unmandates/ontology#adopts")
affirms = URIRef("https://w3id.org/unmandates/ontology#affirms")
against = URIRef("https://w3id.org/unmandates/ontology#against")
agendaItem = URIRef("https://w3id.org/unmandates/ontology#agendaItem")
amends = URIRef("https://w3id.org/unmandates/ontology#amends")
anchoredIn = URIRef("https://w3id.org/unmandates/ontology#anchoredIn")
answeredBy = URIRef("https://w3id.org/unmandates/ontology#answeredBy")
automaticSubject = URIRef("https://w3id.org/unmandates/ontology#automaticSubject")
bearsInMind = URIRef("https://w3id.org/unmandates/ontology#bearsInMind")
body = URIRef("https://w3id.org/unmandates/ontology#body")
causedBy = URIRef("https://w3id.org/unmandates/ontology#causedBy")
change_changed = URIRef("https://w3id.org/unmandates/ontology#change_changed")
change_continued = URIRef("https://w3id.org/unmandates/ontology#change_continued")
change_dropped = URIRef("https://w3id.org/unmandates/ontology#change_dropped")
change_ended = URIRef("https://w3id.org/unmandates/ontology#change_ended")
change_first_known = URIRef("https://w3id.org/unmandates/ontology#change_first_known")
change_given = URIRef("https://w3id.org/unmandates/ontology#change_given")
change_narrowed = URIRef("https://w3id.org/unmandates/ontology#change_narrowed")
change_widened = URIRef("https://w3id.org/unmandates/ontology#change_widened")
citationMethods = URIRef("https://w3id.org/unmandates/ontology#citationMethods")
citedInstrument = URIRef("https://w3id.org/unmandates/ontology#citedInstrument")
cites = URIRef("https://w3id.org/unmandates/ontology#cites")
citesInAmending = URIRef("https://w3id.org/unmandates/ontology#citesInAmending")
citesInEndorsing = URIRef("https://w3id.org/unmandates/ontology#citesInEndorsing")
citesInExtending = URIRef("https://w3id.org/unmandates/ontology#citesInExtending")
cito_Citation = URIRef("http://purl.org/spar/cito/Citation")
cito_cites = URIRef("http://purl.org/spar/cito/cites")
cito_hasCitationCharacterization = URIRef("http://purl.org/spar/cito/hasCitationCharacterization")
cito_hasCitedEntity = URIRef("http://purl.org/spar/cito/hasCitedEntity")
cito_hasCitingEntity = URIRef("http://purl.org/spar/cito/hasCitingEntity")
clause = URIRef("https://w3id.org/unmandates/ontology#clause")
commends = URIRef("https://w3id.org/unmandates/ontology#commends")
committeeReport = URIRef("https://w3id.org/unmandates/ontology#committeeReport")
condemns = URIRef("https://w3id.org/unmandates/ontology#condemns")
condition = URIRef("https://w3id.org/unmandates/ontology#condition")
conditionAsAppropriate = URIRef("https://w3id.org/unmandates/ontology#conditionAsAppropriate")
conditionConsultation = URIRef("https://w3id.org/unmandates/ontology#conditionConsultation")
conditionCooperation = URIRef("https://w3id.org/unmandates/ontology#conditionCooperation")
conditionDomesticLaw = URIRef("https://w3id.org/unmandates/ontology#conditionDomesticLaw")
conditionExistingResources = URIRef("https://w3id.org/unmandates/ontology#conditionExistingResources")
conditionExtrabudgetary = URIRef("https://w3id.org/unmandates/ontology#conditionExtrabudgetary")
conditionFeasible = URIRef("https://w3id.org/unmandates/ontology#conditionFeasible")
conditionKind = URIRef("https://w3id.org/unmandates/ontology#conditionKind")
conditionMandate = URIRef("https://w3id.org/unmandates/ontology#conditionMandate")
conditionUponRequest = URIRef("https://w3id.org/unmandates/ontology#conditionUponRequest")
conditions = URIRef("https://w3id.org/unmandates/ontology#conditions")
confidence = URIRef("https://w3id.org/unmandates/ontology#confidence")
containedIn = URIRef("https://w3id.org/unmandates/ontology#containedIn")
dcat_Catalog = URIRef("http://www.w3.org/ns/dcat#Catalog")
dcat_DataService = URIRef("http://www.w3.org/ns/dcat#DataService")
dcat_Dataset = URIRef("http://www.w3.org/ns/dcat#Dataset")
dcat_Distribution = URIRef("http://www.w3.org/ns/dcat#Distribution")
dcat_accessURL = URIRef("http://www.w3.org/ns/dcat#accessURL")
dcat_byteSize = URIRef("http://www.w3.org/ns/dcat#byteSize")
dcat_compressFormat = URIRef("http://www.w3.org/ns/dcat#compressFormat")
dcat_dataset = URIRef("http://www.w3.org/ns/dcat#dataset")
dcat_distribution = URIRef("http://www.w3.org/ns/dcat#distribution")
dcat_downloadURL = URIRef("http://www.w3.org/ns/dcat#downloadURL")
dcat_endpointURL = URIRef("http://www.w3.org/ns/dcat#endpointURL")
dcat_landingPage = URIRef("http://www.w3.org/ns/dcat#landingPage")
dcat_mediaType = URIRef("http://www.w3.org/ns/dcat#mediaType")
dcat_servesDataset = URIRef("http://www.w3.org/ns/dcat#servesDataset")
dcat_service = URIRef("http://www.w3.org/ns/dcat#service")
dcterms_RightsStatement = URIRef("http://purl.org/dc/terms/RightsStatement")
dcterms_conformsTo = URIRef("http://purl.org/dc/terms/conformsTo")
dcterms_date = URIRef("http://purl.org/dc/terms/date")
dcterms_description = URIRef("http://purl.org/dc/terms/description")
dcterms_identifier = URIRef("http://purl.org/dc/terms/identifier")
dcterms_isPartOf = URIRef("http://purl.org/dc/terms/isPartOf")
dcterms_issued = URIRef("http://purl.org/dc/terms/issued")
dcterms_language = URIRef("http://purl.org/dc/terms/language")
dcterms_license = URIRef("http://purl.org/dc/terms/license")
dcterms_modified = URIRef("http://purl.org/dc/terms/modified")
dcterms_publisher = URIRef("http://purl.org/dc/terms/publisher")
dcterms_rights = URIRef("http://purl.org/dc/terms/rights")
dcterms_source = URIRef("http://purl.org/dc/terms/source")
dcterms_subject = URIRef("http://purl.org/dc/terms/subject")
dcterms_title = URIRef("http://purl.org/dc/terms/title")
deadline = URIRef("https://w3id.org/unmandates/ontology#deadline")
deplores = URIRef("https://w3id.org/unmandates/ontology#deplores")
depositary = URIRef("https://w3id.org/unmandates/ontology#depositary")
directive = URIRef("https://w3id.org/unmandates/ontology#directive")
documentTypes = URIRef("https://w3id.org/unmandates/ontology#documentTypes")
draft = URIRef("https://w3id.org/unmandates/ontology#draft")
drawsAttentionTo = URIRef("https://w3id.org/unmandates/ontology#drawsAttentionTo")
due = URIRef("https://w3id.org/unmandates/ontology#due")
dueSession = URIRef("https://w3id.org/unmandates/ontology#dueSession")
earlier = URIRef("https://w3id.org/unmandates/ontology#earlier")
eli_LegalResource = URIRef("http://data.europa.eu/eli/ontology#LegalResource")
endorses = URIRef("https://w3id.org/unmandates/ontology#endorses")
entryIntoForce = URIRef("https://w3id.org/unmandates/ontology#entryIntoForce")
eventKind = URIRef("https://w3id.org/unmandates/ontology#eventKind")
eventOf = URIRef("https://w3id.org/unmandates/ontology#eventOf")
evidence = URIRef("https://w3id.org/unmandates/ontology#evidence")
expressesAppreciationFor = URIRef("https://w3id.org/unmandates/ontology#expressesAppreciationFor")
expressesConcernAt = URIRef("https://w3id.org/unmandates/ontology#expressesConcernAt")
expressesSupportFor = URIRef("https://w3id.org/unmandates/ontology#expressesSupportFor")
extends = URIRef("https://w3id.org/unmandates/ontology#extends")
firstAppearance = URIRef("https://w3id.org/unmandates/ontology#firstAppearance")
foaf_Agent = URIRef("http://xmlns.com/foaf/0.1/Agent")
foaf_name = URIRef("http://xmlns.com/foaf/0.1/name")
foaf_page = URIRef("http://xmlns.com/foaf/0.1/page")
follows = URIRef("https://w3id.org/unmandates/ontology#follows")
footnote = URIRef("https://w3id.org/unmandates/ontology#footnote")
force = URIRef("https://w3id.org/unmandates/ontology#force")
foundedBy = URIRef("https://w3id.org/unmandates/ontology#foundedBy")
frequency = URIRef("https://w3id.org/unmandates/ontology#frequency")
gap = URIRef("https://w3id.org/unmandates/ontology#gap")
hasConsidered = URIRef("https://w3id.org/unmandates/ontology#hasConsidered")
hasMember = URIRef("https://w3id.org/unmandates/ontology#hasMember")
hasStep = URIRef("https://w3id.org/unmandates/ontology#hasStep")
inDocument = URIRef("https://w3id.org/unmandates/ontology#inDocument")
inFavour = URIRef("https://w3id.org/unmandates/ontology#inFavour")
inSeries = URIRef("https://w3id.org/unmandates/ontology#inSeries")
inSession = URIRef("https://w3id.org/unmandates/ontology#inSession")
inUnit = URIRef("https://w3id.org/unmandates/ontology#inUnit")
intent = URIRef("https://w3id.org/unmandates/ontology#intent")
inverseLabel = URIRef("https://w3id.org/unmandates/ontology#inverseLabel")
isGuidedBy = URIRef("https://w3id.org/unmandates/ontology#isGuidedBy")
kindsOfBody = URIRef("https://w3id.org/unmandates/ontology#kindsOfBody")
kindsOfInstrument = URIRef("https://w3id.org/unmandates/ontology#kindsOfInstrument")
kindsOfTreaty = URIRef("https://w3id.org/unmandates/ontology#kindsOfTreaty")
later = URIRef("https://w3id.org/unmandates/ontology#later")
lineageRelation = URIRef("https://w3id.org/unmandates/ontology#lineageRelation")
lineageRelations = URIRef("https://w3id.org/unmandates/ontology#lineageRelations")
lineage_adoptedAs = URIRef("https://w3id.org/unmandates/ontology#lineage_adoptedAs")
lineage_amends = URIRef("https://w3id.org/unmandates/ontology#lineage_amends")
lineage_endorses = URIRef("https://w3id.org/unmandates/ontology#lineage_endorses")
lineage_extends = URIRef("https://w3id.org/unmandates/ontology#lineage_extends")
lineage_follows = URIRef("https://w3id.org/unmandates/ontology#lineage_follows")
lineage_replaces = URIRef("https://w3id.org/unmandates/ontology#lineage_replaces")
lineage_revisedAs = URIRef("https://w3id.org/unmandates/ontology#lineage_revisedAs")
lineage_revokes = URIRef("https://w3id.org/unmandates/ontology#lineage_revokes")
lineage_takenUpAs = URIRef("https://w3id.org/unmandates/ontology#lineage_takenUpAs")
mandateChange = URIRef("https://w3id.org/unmandates/ontology#mandateChange")
mandateChanges = URIRef("https://w3id.org/unmandates/ontology#mandateChanges")
manner = URIRef("https://w3id.org/unmandates/ontology#manner")
manner_acclamation = URIRef("https://w3id.org/unmandates/ontology#manner_acclamation")
manner_consensus = URIRef("https://w3id.org/unmandates/ontology#manner_consensus")
manner_recordedVote = URIRef("https://w3id.org/unmandates/ontology#manner_recordedVote")
manner_rollCall = URIRef("https://w3id.org/unmandates/ontology#manner_rollCall")
manner_unanimous = URIRef("https://w3id.org/unmandates/ontology#manner_unanimous")
manner_vote = URIRef("https://w3id.org/unmandates/ontology#manner_vote")
manner_withoutVote = URIRef("https://w3id.org/unmandates/ontology#manner_withoutVote")
mannersOfAdoption = URIRef("https://w3id.org/unmandates/ontology#mannersOfAdoption")
marker = URIRef("https://w3id.org/unmandates/ontology#marker")
meeting = URIRef("https://w3id.org/unmandates/ontology#meeting")
merges = URIRef("https://w3id.org/unmandates/ontology#merges")
method = URIRef("https://w3id.org/unmandates/ontology#method")
method_anaphora = URIRef("https://w3id.org/unmandates/ontology#method_anaphora")
method_footnote = URIRef("https://w3id.org/unmandates/ontology#method_footnote")
method_name = URIRef("https://w3id.org/unmandates/ontology#method_name")
method_text = URIRef("https://w3id.org/unmandates/ontology#method_text")
method_title = URIRef("https://w3id.org/unmandates/ontology#method_title")
missing = URIRef("https://w3id.org/unmandates/ontology#missing")
mtdsgNumber = URIRef("https://w3id.org/unmandates/ontology#mtdsgNumber")
namesBody = URIRef("https://w3id.org/unmandates/ontology#namesBody")
noMainCommittee = URIRef("https://w3id.org/unmandates/ontology#noMainCommittee")
notes = URIRef("https://w3id.org/unmandates/ontology#notes")
notesWithAppreciation = URIRef("https://w3id.org/unmandates/ontology#notesWithAppreciation")
notesWithConcern = URIRef("https://w3id.org/unmandates/ontology#notesWithConcern")
number = URIRef("https://w3id.org/unmandates/ontology#number")
oa_end = URIRef("http://www.w3.org/ns/oa#end")
oa_exact = URIRef("http://www.w3.org/ns/oa#exact")
oa_start = URIRef("http://www.w3.org/ns/oa#start")
ofDocument = URIRef("https://w3id.org/unmandates/ontology#ofDocument")
ofMandate = URIRef("https://w3id.org/unmandates/ontology#ofMandate")
opening = URIRef("https://w3id.org/unmandates/ontology#opening")
order = URIRef("https://w3id.org/unmandates/ontology#order")
orderedBy = URIRef("https://w3id.org/unmandates/ontology#orderedBy")
org_ChangeEvent = URIRef("http://www.w3.org/ns/org#ChangeEvent")
org_Organization = URIRef("http://www.w3.org/ns/org#Organization")
org_originalOrganization = URIRef("http://www.w3.org/ns/org#originalOrganization")
org_resultingOrganization = URIRef("http://www.w3.org/ns/org#resultingOrganization")
org_subOrganizationOf = URIRef("http://www.w3.org/ns/org#subOrganizationOf")
overseenBy = URIRef("https://w3id.org/unmandates/ontology#overseenBy")
paragraphRelation = URIRef("https://w3id.org/unmandates/ontology#paragraphRelation")
paragraphRelations = URIRef("https://w3id.org/unmandates/ontology#paragraphRelations")
paragraph_changed = URIRef("https://w3id.org/unmandates/ontology#paragraph_changed")
paragraph_merged = URIRef("https://w3id.org/unmandates/ontology#paragraph_merged")
paragraph_same = URIRef("https://w3id.org/unmandates/ontology#paragraph_same")
paragraph_split = URIRef("https://w3id.org/unmandates/ontology#paragraph_split")
pinpoint = URIRef("https://w3id.org/unmandates/ontology#pinpoint")
prov_Activity = URIRef("http://www.w3.org/ns/prov#Activity")
prov_Entity = URIRef("http://www.w3.org/ns/prov#Entity")
prov_SoftwareAgent = URIRef("http://www.w3.org/ns/prov#SoftwareAgent")
prov_endedAtTime = URIRef("http://www.w3.org/ns/prov#endedAtTime")
prov_generated = URIRef("http://www.w3.org/ns/prov#generated")
prov_startedAtTime = URIRef("http://www.w3.org/ns/prov#startedAtTime")
prov_used = URIRef("http://www.w3.org/ns/prov#used")
prov_wasAssociatedWith = URIRef("http://www.w3.org/ns/prov#wasAssociatedWith")
prov_wasDerivedFrom = URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
prov_wasGeneratedBy = URIRef("http://www.w3.org/ns/prov#wasGeneratedBy")
prov_wasRevisionOf = URIRef("http://www.w3.org/ns/prov#wasRevisionOf")
provision = URIRef("https://w3id.org/unmandates/ontology#provision")
reaffirms = URIRef("https://w3id.org/unmandates/ontology#reaffirms")
reason = URIRef("https://w3id.org/unmandates/ontology#reason")
reason_ambiguous_number = URIRef("https://w3id.org/unmandates/ontology#reason_ambiguous_number")
reason_date_mismatch = URIRef("https://w3id.org/unmandates/ontology#reason_date_mismatch")
reason_ibid_without_antecedent = URIRef("https://w3id.org/unmandates/ontology#reason_ibid_without_antecedent")
reason_no_antecedent = URIRef("https://w3id.org/unmandates/ontology#reason_no_antecedent")
reason_placeholder = URIRef("https://w3id.org/unmandates/ontology#reason_placeholder")
reason_source_without_symbol = URIRef("https://w3id.org/unmandates/ontology#reason_source_without_symbol")
reason_unknown_instrument = URIRef("https://w3id.org/unmandates/ontology#reason_unknown_instrument")
reason_unknown_organ = URIRef("https://w3id.org/unmandates/ontology#reason_unknown_organ")
reasonsUnresolved = URIRef("https://w3id.org/unmandates/ontology#reasonsUnresolved")
recalls = URIRef("https://w3id.org/unmandates/ontology#recalls")
recognizes = URIRef("https://w3id.org/unmandates/ontology#recognizes")
recordedIn = URIRef("https://w3id.org/unmandates/ontology#recordedIn")
regrets = URIRef("https://w3id.org/unmandates/ontology#regrets")
relationKind = URIRef("https://w3id.org/unmandates/ontology#relationKind")
remindsOf = URIRef("https://w3id.org/unmandates/ontology#remindsOf")
repeats = URIRef("https://w3id.org/unmandates/ontology#repeats")
replaces = URIRef("https://w3id.org/unmandates/ontology#replaces")
reportTo = URIRef("https://w3id.org/unmandates/ontology#reportTo")
reportWhen = URIRef("https://w3id.org/unmandates/ontology#reportWhen")
reportedBy = URIRef("https://w3id.org/unmandates/ontology#reportedBy")
resolutionPrefix = URIRef("https://w3id.org/unmandates/ontology#resolutionPrefix")
restsOn = URIRef("https://w3id.org/unmandates/ontology#restsOn")
revised = URIRef("https://w3id.org/unmandates/ontology#revised")
revisedAs = URIRef("https://w3id.org/unmandates/ontology#revisedAs")
revokes = URIRef("https://w3id.org/unmandates/ontology#revokes")
rewords = URIRef("https://w3id.org/unmandates/ontology#rewords")
rule = URIRef("https://w3id.org/unmandates/ontology#rule")
sd_Dataset = URIRef("http://www.w3.org/ns/sparql-service-description#Dataset")
sd_Graph = URIRef("http://www.w3.org/ns/sparql-service-description#Graph")
sd_NamedGraph = URIRef("http://www.w3.org/ns/sparql-service-description#NamedGraph")
sd_SPARQL11Query = URIRef("http://www.w3.org/ns/sparql-service-description#SPARQL11Query")
sd_Service = URIRef("http://www.w3.org/ns/sparql-service-description#Service")
sd_UnionDefaultGraph = URIRef("http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph")
sd_defaultDataset = URIRef("http://www.w3.org/ns/sparql-service-description#defaultDataset")
sd_defaultEntailmentRegime = URIRef("http://www.w3.org/ns/sparql-service-description#defaultEntailmentRegime")
sd_defaultGraph = URIRef("http://www.w3.org/ns/sparql-service-description#defaultGraph")
sd_endpoint = URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
sd_feature = URIRef("http://www.w3.org/ns/sparql-service-description#feature")
sd_graph = URIRef("http://www.w3.org/ns/sparql-service-description#graph")
sd_name = URIRef("http://www.w3.org/ns/sparql-service-description#name")
sd_namedGraph = URIRef("http://www.w3.org/ns/sparql-service-description#namedGraph")
sd_resultFormat = URIRef("http://www.w3.org/ns/sparql-service-description#resultFormat")
sd_supportedLanguage = URIRef("http://www.w3.org/ns/sparql-service-description#supportedLanguage")
servesTreaty = URIRef("https://w3id.org/unmandates/ontology#servesTreaty")
sessionOf = URIRef("https://w3id.org/unmandates/ontology#sessionOf")
shortForm = URIRef("https://w3id.org/unmandates/ontology#shortForm")
similarity = URIRef("https://w3id.org/unmandates/ontology#similarity")
since = URIRef("https://w3id.org/unmandates/ontology#since")
skos_Concept = URIRef("http://www.w3.org/2004/02/skos/core#Concept")
skos_ConceptScheme = URIRef("http://www.w3.org/2004/02/skos/core#ConceptScheme")
skos_altLabel = URIRef("http://www.w3.org/2004/02/skos/core#altLabel")
skos_closeMatch = URIRef("http://www.w3.org/2004/02/skos/core#closeMatch")
skos_exactMatch = URIRef("http://www.w3.org/2004/02/skos/core#exactMatch")
skos_inScheme = URIRef("http://www.w3.org/2004/02/skos/core#inScheme")
skos_notation = URIRef("http://www.w3.org/2004/02/skos/core#notation")
skos_prefLabel = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
skos_topConceptOf = URIRef("http://www.w3.org/2004/02/skos/core#topConceptOf")
softwareVersion = URIRef("https://w3id.org/unmandates/ontology#softwareVersion")
sourceDigest = URIRef("https://w3id.org/unmandates/ontology#sourceDigest")
sourceFile = URIRef("https://w3id.org/unmandates/ontology#sourceFile")
spdx_Checksum = URIRef("http://spdx.org/rdf/terms#Checksum")
spdx_algorithm = URIRef("http://spdx.org/rdf/terms#algorithm")
spdx_checksum = URIRef("http://spdx.org/rdf/terms#checksum")
spdx_checksumAlgorithm_sha256 = URIRef("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")
spdx_checksumValue = URIRef("http://spdx.org/rdf/terms#checksumValue")
splitFrom = URIRef("https://w3id.org/unmandates/ontology#splitFrom")
sponsor = URIRef("https://w3id.org/unmandates/ontology#sponsor")
stepBy = URIRef("https://w3id.org/unmandates/ontology#stepBy")
stepOutcome = URIRef("https://w3id.org/unmandates/ontology#stepOutcome")
stretch = URIRef("https://w3id.org/unmandates/ontology#stretch")
succeeds = URIRef("https://w3id.org/unmandates/ontology#succeeds")
supplements = URIRef("https://w3id.org/unmandates/ontology#supplements")
symbol = URIRef("https://w3id.org/unmandates/ontology#symbol")
symbolSeries = URIRef("https://w3id.org/unmandates/ontology#symbolSeries")
tabledIn = URIRef("https://w3id.org/unmandates/ontology#tabledIn")
takenUpAs = URIRef("https://w3id.org/unmandates/ontology#takenUpAs")
takesNoteOf = URIRef("https://w3id.org/unmandates/ontology#takesNoteOf")
target = URIRef("https://w3id.org/unmandates/ontology#target")
targetKind = URIRef("https://w3id.org/unmandates/ontology#targetKind")
task = URIRef("https://w3id.org/unmandates/ontology#task")
term = URIRef("https://w3id.org/unmandates/ontology#term")
terminates = URIRef("https://w3id.org/unmandates/ontology#terminates")
text = URIRef("https://w3id.org/unmandates/ontology#text")
underChapterVII = URIRef("https://w3id.org/unmandates/ontology#underChapterVII")
unitName = URIRef("https://w3id.org/unmandates/ontology#unitName")
until = URIRef("https://w3id.org/unmandates/ontology#until")
untsRegistration = URIRef("https://w3id.org/unmandates/ontology#untsRegistration")
untsVolume = URIRef("https://w3id.org/unmandates/ontology#untsVolume")
verb = URIRef("https://w3id.org/unmandates/ontology#verb")
verbPrinted = URIRef("https://w3id.org/unmandates/ontology#verbPrinted")
void_Dataset = URIRef("http://rdfs.org/ns/void#Dataset")
void_Linkset = URIRef("http://rdfs.org/ns/void#Linkset")
void_class = URIRef("http://rdfs.org/ns/void#class")
void_classPartition = URIRef("http://rdfs.org/ns/void#classPartition")
void_classes = URIRef("http://rdfs.org/ns/void#classes")
void_dataDump = URIRef("http://rdfs.org/ns/void#dataDump")
void_distinctObjects = URIRef("http://rdfs.org/ns/void#distinctObjects")
void_distinctSubjects = URIRef("http://rdfs.org/ns/void#distinctSubjects")
void_documents = URIRef("http://rdfs.org/ns/void#documents")
void_entities = URIRef("http://rdfs.org/ns/void#entities")
void_exampleResource = URIRef("http://rdfs.org/ns/void#exampleResource")
void_linkPredicate = URIRef("http://rdfs.org/ns/void#linkPredicate")
void_objectsTarget = URIRef("http://rdfs.org/ns/void#objectsTarget")
void_properties = URIRef("http://rdfs.org/ns/void#properties")
void_property = URIRef("http://rdfs.org/ns/void#property")
void_propertyPartition = URIRef("http://rdfs.org/ns/void#propertyPartition")
void_sparqlEndpoint = URIRef("http://rdfs.org/ns/void#sparqlEndpoint")
void_subjectsTarget = URIRef("http://rdfs.org/ns/void#subjectsTarget")
void_subset = URIRef("http://rdfs.org/ns/void#subset")
void_triples = URIRef("http://rdfs.org/ns/void#triples")
void_uriSpace = URIRef("http://rdfs.org/ns/void#uriSpace")
void_vocabulary = URIRef("http://rdfs.org/ns/void#vocabulary")
votesAgainst = URIRef("https://w3id.org/unmandates/ontology#votesAgainst")
votesFor = URIRef("https://w3id.org/unmandates/ontology#votesFor")
welcomes = URIRef("https://w3id.org/unmandates/ontology#welcomes")
workflowStep = URIRef("https://w3id.org/unmandates/ontology#workflowStep")

DOCUMENT_TYPES = {
    "decision": Decision,
    "declaration": DeclarationDocument,
    "document": OtherDocument,
    "draft amendment": DraftAmendment,
    "draft decision": DraftDecision,
    "draft resolution": DraftResolution,
    "presidential statement": PresidentialStatement,
    "report": Report,
    "resolution": Resolution,
}
"""Type of the exported tables → class."""

BODY_KINDS = {
    "agency": OtherAgency,
    "board": Board,
    "commission": Commission,
    "committee": Committee,
    "conference": Conference,
    "conference-of-the-parties": ConferenceOfTheParties,
    "congress": Congress,
    "court": Court,
    "entity": OtherEntity,
    "expert-group": ExpertGroup,
    "forum": Forum,
    "fund": Fund,
    "initiative": Initiative,
    "institute": Institute,
    "mandate-holder": MandateHolder,
    "mechanism": Mechanism,
    "mission": Mission,
    "network": Network,
    "office": Office,
    "officer": Officer,
    "organization": OtherOrganization,
    "outside-organization": OutsideOrganization,
    "principal-organ": PrincipalOrgan,
    "programme": Programme,
    "regional-commission": RegionalCommission,
    "related-organization": RelatedOrganization,
    "secretariat-unit": SecretariatUnit,
    "specialized-agency": SpecializedAgency,
    "subsidiary-organ": SubsidiaryOrgan,
    "task-force": TaskForce,
    "treaty-body": TreatyBody,
    "trust-fund": TrustFund,
    "working-group": WorkingGroup,
}
"""Kind of the register of bodies → class."""

INSTRUMENT_KINDS = {
    "agenda": Agenda,
    "charter": AdoptedCharter,
    "code-of-conduct": CodeOfConduct,
    "compact": Compact,
    "decade": Decade,
    "declaration": Declaration,
    "framework": Framework,
    "goals": Goals,
    "guidelines": Guidelines,
    "model-treaty": ModelTreaty,
    "other-instrument": OtherInstrument,
    "outcome-document": OutcomeDocument,
    "plan-of-action": PlanOfAction,
    "principles": Principles,
    "programme-of-action": ProgrammeOfAction,
    "rules": Rules,
    "standards": Standards,
    "statute": AdoptedStatute,
    "strategy": Strategy,
}
"""Kind of the register of instruments → class."""

TREATY_KINDS = {
    "agreement": Agreement,
    "amendment": Amendment,
    "annex": TreatyAnnex,
    "charter": Charter,
    "constitution": Constitution,
    "convention": Convention,
    "covenant": Covenant,
    "declarations": TreatyDeclarations,
    "protocol": Protocol,
    "protocol-of-signature": ProtocolOfSignature,
    "statute": Statute,
    "treaty": OtherTreaty,
}
"""Kind of the register of treaties → class."""

METHODS = {
    "anaphora": method_anaphora,
    "footnote": method_footnote,
    "name": method_name,
    "text": method_text,
    "title": method_title,
}
"""Method of citation → concept."""

MANNERS = {
    "by acclamation": manner_acclamation,
    "by consensus": manner_consensus,
    "recorded vote": manner_recordedVote,
    "roll-call vote": manner_rollCall,
    "unanimously": manner_unanimous,
    "vote": manner_vote,
    "without a vote": manner_withoutVote,
}
"""Manner of adoption → concept."""

LINEAGE_RELATIONS = {
    "adopted_as": lineage_adoptedAs,
    "amends": lineage_amends,
    "endorses": lineage_endorses,
    "extends": lineage_extends,
    "follows": lineage_follows,
    "replaces": lineage_replaces,
    "revised_as": lineage_revisedAs,
    "revokes": lineage_revokes,
    "taken_up_as": lineage_takenUpAs,
}
"""Relation of lineage → concept."""

PARAGRAPH_RELATIONS = {
    "changed": paragraph_changed,
    "merged": paragraph_merged,
    "same": paragraph_same,
    "split": paragraph_split,
}
"""Relation of paragraphs → concept."""

MANDATE_CHANGES = {
    "changed": change_changed,
    "continued": change_continued,
    "dropped": change_dropped,
    "ended": change_ended,
    "first_known": change_first_known,
    "given": change_given,
    "narrowed": change_narrowed,
    "widened": change_widened,
}
"""Change of a mandate → concept."""

REASONS = {
    "ambiguous_number": reason_ambiguous_number,
    "date_mismatch": reason_date_mismatch,
    "ibid_without_antecedent": reason_ibid_without_antecedent,
    "no_antecedent": reason_no_antecedent,
    "placeholder": reason_placeholder,
    "source_without_symbol": reason_source_without_symbol,
    "unknown_instrument": reason_unknown_instrument,
    "unknown_organ": reason_unknown_organ,
}
"""Reason for an unresolved citation → concept."""

CITING = {
    "acknowledge": acknowledges,
    "act-under": actsUnder,
    "affirm": affirms,
    "amend": citesInAmending,
    "bear-in-mind": bearsInMind,
    "commend": commends,
    "condemn": condemns,
    "deplore": deplores,
    "draw-attention": drawsAttentionTo,
    "endorse": citesInEndorsing,
    "express-appreciation": expressesAppreciationFor,
    "express-concern": expressesConcernAt,
    "express-support": expressesSupportFor,
    "extend": citesInExtending,
    "guide": isGuidedBy,
    "have-considered": hasConsidered,
    "note": notes,
    "note-with-appreciation": notesWithAppreciation,
    "note-with-concern": notesWithConcern,
    "reaffirm": reaffirms,
    "recall": recalls,
    "recognize": recognizes,
    "regret": regrets,
    "remind": remindsOf,
    "take-note": takesNoteOf,
    "terminate": terminates,
    "welcome": welcomes,
}
"""Family of verbs → property by which a document cites under it."""

CONDITIONS = (
    ("after consultation", conditionConsultation),
    ("as applicable", conditionAsAppropriate),
    ("as appropriate", conditionAsAppropriate),
    ("as far as possible", conditionFeasible),
    ("as necessary", conditionAsAppropriate),
    ("at the request", conditionUponRequest),
    ("available resources", conditionExistingResources),
    ("collaboration with", conditionCooperation),
    ("cooperation with", conditionCooperation),
    ("coordination with", conditionCooperation),
    ("domestic law", conditionDomesticLaw),
    ("domestic legislation", conditionDomesticLaw),
    ("existing mandates and resources", conditionExistingResources),
    ("existing resources", conditionExistingResources),
    ("extra-budgetary", conditionExtrabudgetary),
    ("extrabudgetary", conditionExtrabudgetary),
    ("if appropriate", conditionAsAppropriate),
    ("if possible", conditionFeasible),
    ("in accordance with its mandate", conditionMandate),
    ("in accordance with their mandates", conditionMandate),
    ("in consultation with", conditionConsultation),
    ("legal system", conditionDomesticLaw),
    ("national law", conditionDomesticLaw),
    ("national legislation", conditionDomesticLaw),
    ("on request", conditionUponRequest),
    ("partnership with", conditionCooperation),
    ("subject to the availability of resources", conditionFeasible),
    ("to the extent feasible", conditionFeasible),
    ("to the extent possible", conditionFeasible),
    ("upon request", conditionUponRequest),
    ("voluntary contributions", conditionExtrabudgetary),
    ("when appropriate", conditionAsAppropriate),
    ("where applicable", conditionAsAppropriate),
    ("where appropriate", conditionAsAppropriate),
    ("where feasible", conditionFeasible),
    ("where necessary", conditionAsAppropriate),
    ("where possible", conditionFeasible),
    ("within existing mandates", conditionMandate),
    ("within its existing mandate", conditionMandate),
    ("within its mandate", conditionMandate),
    ("within their mandate", conditionMandate),
    ("within their mandates", conditionMandate),
    ("within their respective mandates", conditionMandate),
)
"""Phrases of conditions, each with the concept that it names."""
