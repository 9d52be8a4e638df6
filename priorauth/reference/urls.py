"""The addresses of the library's pages, and of those on which a clinic keeps its own part of it."""

from django.urls import path

from priorauth.reference import own_views, views

app_name = "reference"
urlpatterns = [
    path("library/", views.evidence, name="evidence"),
    path("library/<str:record_id>/", views.publication, name="publication"),
    path("policies/", views.policies, name="policies"),
    path("policies/<str:policy_id>/", views.policy, name="policy"),
    path("policies/<str:policy_id>/read/", own_views.read, name="read"),
    path("own/", own_views.own, name="own"),
    path("own/new/<str:what>/", own_views.new, name="own_new"),
    path("own/<uuid:own_id>/", own_views.record, name="own_record"),
    path("own/<uuid:own_id>/head/", own_views.head, name="own_head"),
    path("own/<uuid:own_id>/add/", own_views.add, name="own_add"),
    path("own/<uuid:own_id>/items/<str:item_id>/", own_views.item, name="own_item"),
    path("own/<uuid:own_id>/move/", own_views.move, name="own_move"),
]
