# The models of the form's tables. `make schema` writes this file.

from typing import Literal, TypeAlias

from reportc.result.node import Amount, Count, JsonModel

class Count2019(JsonModel):
    made: Count
    disclosed: Count
    total_disclosed: Count

class Article_20_1_2019(JsonModel):
    rules: Count2019
    normative_documents: Count2019

class Service2019(JsonModel):
    previous_items: Count
    change: Count
    decisions: Count

class Article_20_5_2019(JsonModel):
    licenses: Service2019
    other_services: Service2019

class Article_20_6_2019(JsonModel):
    penalties: Service2019
    coercion: Service2019

class Stock2019(JsonModel):
    previous_items: Count
    change: Count

class Article_20_8_2019(JsonModel):
    fees: Stock2019

class Purchase2019(JsonModel):
    items: Count
    amount: Amount

class Article_20_9_2019(JsonModel):
    procurement: Purchase2019

class ProactiveDisclosure2019(JsonModel):
    edition: Literal["2019"]
    article_20_1: Article_20_1_2019
    article_20_5: Article_20_5_2019
    article_20_6: Article_20_6_2019
    article_20_8: Article_20_8_2019
    article_20_9: Article_20_9_2019

class Document2021(JsonModel):
    issued: Count
    repealed: Count
    in_force: Count

class Article_20_1_2021(JsonModel):
    rules: Document2021
    normative_documents: Document2021

class Decision2021(JsonModel):
    decisions: Count

class Article_20_5_2021(JsonModel):
    licenses: Decision2021

class Article_20_6_2021(JsonModel):
    penalties: Decision2021
    coercion: Decision2021

class Charge2021(JsonModel):
    amount: Amount

class Article_20_8_2021(JsonModel):
    fees: Charge2021

class ProactiveDisclosure2021(JsonModel):
    edition: Literal["2021"]
    article_20_1: Article_20_1_2021
    article_20_5: Article_20_5_2021
    article_20_6: Article_20_6_2021
    article_20_8: Article_20_8_2021

class Applicants(JsonModel):
    natural_person: Count
    commercial_enterprise: Count
    research_institution: Count
    public_welfare_organization: Count
    legal_service_organization: Count
    other: Count
    total: Count

class Withheld(JsonModel):
    state_secret: Applicants
    prohibited_by_law: Applicants
    security_and_stability: Applicants
    third_party_rights: Applicants
    internal_affairs: Applicants
    deliberative_process: Applicants
    enforcement_file: Applicants
    administrative_inquiry: Applicants

class Unavailable(JsonModel):
    not_held: Applicants
    must_be_created: Applicants
    unclear_after_correction: Applicants

class NotProcessed(JsonModel):
    petition: Applicants
    repeated: Applicants
    public_publication: Applicants
    excessive: Applicants
    confirmation: Applicants

class Outcomes2019(JsonModel):
    disclosed: Applicants
    partly_disclosed: Applicants
    withheld: Withheld
    unavailable: Unavailable
    not_processed: NotProcessed
    other_handling: Applicants
    total: Applicants

class Applications2019(JsonModel):
    edition: Literal["2019"]
    new: Applicants
    carried_over: Applicants
    outcomes: Outcomes2019
    carried_forward: Applicants

class OtherHandling2021(JsonModel):
    no_correction: Applicants
    fee_unpaid: Applicants
    other: Applicants

class Outcomes2021(JsonModel):
    disclosed: Applicants
    partly_disclosed: Applicants
    withheld: Withheld
    unavailable: Unavailable
    not_processed: NotProcessed
    other_handling: OtherHandling2021
    total: Applicants

class Applications2021(JsonModel):
    edition: Literal["2021"]
    new: Applicants
    carried_over: Applicants
    outcomes: Outcomes2021
    carried_forward: Applicants

class Result(JsonModel):
    upheld: Count
    corrected: Count
    other: Count
    pending: Count
    total: Count

class Litigation(JsonModel):
    direct: Result
    after_reconsideration: Result

class Proceedings(JsonModel):
    reconsideration: Result
    litigation: Litigation

ProactiveDisclosure: TypeAlias = ProactiveDisclosure2019 | ProactiveDisclosure2021
Applications: TypeAlias = Applications2019 | Applications2021
EditionOrMixed: TypeAlias = Literal["2019", "2021", "mixed"]
