"""The addresses of the evaluation, of reports and of the public wall."""

from django.urls import path

from partnerships.views import evaluation, partner_evaluation, reports, wall

# Under a partnership's own address.
evaluation_urls = [
    path("", evaluation.page, name="evaluation"),
    path("questionari/", evaluation.ask, name="evaluation_ask"),
    path("beneficiari/", evaluation.ask_beneficiaries, name="evaluation_survey"),
    path("relazione/", evaluation.report, name="evaluation_report"),
    path("relazione/approva/", evaluation.approve, name="evaluation_approve"),
    path("decisione/", evaluation.decide, name="evaluation_decide"),
    path("decisione/attua/", evaluation.carry_out, name="evaluation_carry_out"),
    path("uscita/", evaluation.exit_terms, name="evaluation_exit"),
    path("piano/", evaluation.plan, name="sustainability"),
    path("successione/", evaluation.succession_new, name="succession_new"),
    path("successione/<int:pk>/", evaluation.succession, name="succession"),
    path("lezioni/", evaluation.lesson_new, name="lesson_new"),
    path("lezioni/<int:pk>/", evaluation.lesson, name="lesson"),
    path("esperienza/", evaluation.story, name="case_study"),
    path("esperienza/<slug:step>/", evaluation.story_step, name="case_study_step"),
    path("grazie/", evaluation.thank, name="thank"),
    path("attestati/<int:pk>/", evaluation.certificate_pdf, name="certificate"),
]
report_urls = [
    path("", reports.partnership, name="report"),
    path("<slug:language>.pdf", reports.partnership_pdf, name="report_pdf"),
    path("<slug:key>/", reports.partnership_rows, name="report_rows"),
]
# Under a body's slug and a year.
impact_urls = [
    path("", reports.body, name="impact"),
    path("<slug:language>.pdf", reports.body_pdf, name="impact_pdf"),
    path("<slug:key>/", reports.body_rows, name="impact_rows"),
]
# Under a partner's token.
by_link_urls = [
    path("valutazione/", partner_evaluation.questionnaire, name="partner_evaluation"),
    path("consenso/<slug:subject>/", partner_evaluation.assent, name="partner_assent"),
    path("attestato/", partner_evaluation.certificate_pdf, name="partner_certificate"),
    path("resoconto/<slug:language>.pdf", partner_evaluation.report_pdf, name="partner_report"),
]
wall_urls = [
    path("", wall.page, name="wall"),
    path("<slug:code>/", wall.case, name="wall_case"),
]
