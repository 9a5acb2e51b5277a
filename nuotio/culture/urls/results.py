from django.urls import path

from nuotio.culture.views import exports, reports
from nuotio.culture.views import results as views

ONE = "o/<slug:organisation>/culture/rounds/<int:pk>/results/"

urlpatterns = [
    path(ONE, views.results, name="results"),
    path(f"{ONE}dimensions/<slug:code>/", views.dimension, name="dimension"),
    path(f"{ONE}methods/", views.methods, name="methods"),
    path(f"{ONE}report/", reports.report, name="report"),
    path(f"{ONE}result.pdf", exports.pdf, name="results_pdf"),
    path(f"{ONE}result.xlsx", exports.spreadsheet, name="results_xlsx"),
]
