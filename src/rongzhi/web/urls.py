"""The addresses of the pages."""

from django.urls import path

from rongzhi.web.views import (
    acts,
    batch,
    cases,
    desk,
    entry,
    filing,
    health,
    language,
    messages,
    papers,
    proofs,
    public,
)

urlpatterns = [
    path("", public.front, name="front"),
    path("language/", language.choose, name="language"),
    path("file/", filing.public, name="file"),
    path("receipt/<str:number>/", filing.receipt, name="receipt"),
    path("enter/", entry.enter, name="enter"),
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("procedures/", public.procedures, name="procedures"),
    path("procedures/<slug:key>/", public.procedure, name="procedure"),
    path("matrix/", public.matrix, name="matrix"),
    path("rules/", public.rules, name="rules"),
    path("root/", proofs.roots, name="root"),
    path("health/", health.health, name="health"),
    path("desk/", desk.worklist, name="desk"),
    path("desk/file/", filing.staff, name="desk_file"),
    path("desk/batch/", batch.upload, name="batch"),
    path("desk/batch/template/<str:kind>/", batch.template, name="batch_template"),
    path("desk/batch/<str:token>/<str:part>.csv", batch.result, name="batch_result"),
    path("desk/messages/", messages.messages, name="messages"),
    path("desk/messages/again/", messages.again, name="message_again"),
    path("desk/roster/", desk.roster, name="roster"),
    path("desk/new/<str:act>/", acts.found, name="found"),
    path("cases/<str:number>/", cases.case, name="case"),
    path("cases/<str:number>/acts/<str:act>/", acts.act, name="act"),
    path("cases/<str:number>/proof/", proofs.proof, name="proof"),
    path("cases/<str:number>/proof/proof.json", proofs.proof_file, name="proof_file"),
    path("cases/<str:number>/papers/<str:form>/", papers.paper, name="paper"),
]
