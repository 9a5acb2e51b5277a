from django.urls import path

from nuotio.support.views import reports as views

HERE = "o/<slug:organisation>/support/figures/"

urlpatterns = [
    path(HERE, views.figures, name="figures"),
    path(f"{HERE}report.pdf", views.figures_pdf, name="figures_pdf"),
    path(f"{HERE}table.xlsx", views.figures_xlsx, name="figures_xlsx"),
]
