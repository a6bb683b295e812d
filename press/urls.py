"""The press office's addresses, by noun."""

from django.urls import include, path

from press.views import (
    audience,
    blocks,
    coverage,
    distributions,
    letter_styles,
    letters,
    media,
    newsletters,
    newsroom,
    releases,
    sending,
)

app_name = "press"

release_urls = [
    path("", releases.listing, name="releases"),
    path("nuovo/", releases.new, name="release_new"),
    path("<int:pk>/", releases.page, name="release"),
    path("<int:pk>/anteprima/", releases.preview, name="release_preview"),
    path("<int:pk>/versioni/", releases.versions, name="release_versions"),
    path("<int:pk>/approvazione/", releases.decide, name="release_decide"),
    path("<int:pk>/uscita/", releases.let_out, name="release_let_out"),
    path("<int:pk>/richiamo/", releases.hold_back, name="release_hold_back"),
    path("<int:pk>/ritiro/", releases.withdraw, name="release_withdraw"),
    path("<int:pk>/rettifica/", releases.correct, name="release_correct"),
    path("<int:pk>/allegati/", releases.attach, name="release_attach"),
    path("<int:pk>/allegati/<int:file>/togli/", releases.detach, name="release_detach"),
    path("<int:pk>/allegati/<int:file>/", releases.file, name="release_file"),
    path("<int:pk>/giornalisti/", distributions.choose, name="release_distribute"),
]
media_urls = [
    path("", coverage.listing, name="coverage"),
    path("nuova/", coverage.new, name="coverage_new"),
    path("<int:pk>/", coverage.edit, name="coverage_edit"),
    path("testate/", media.outlets, name="outlets"),
    path("testate/nuova/", media.outlet_new, name="outlet_new"),
    path("testate/<int:pk>/", media.outlet_edit, name="outlet_edit"),
    path("giornalisti/", media.journalists, name="journalists"),
    path("giornalisti/nuovo/", media.journalist_new, name="journalist_new"),
    path("giornalisti/<int:pk>/", media.journalist_edit, name="journalist_edit"),
    path("giornalisti/<int:pk>/consenso/", media.opt, name="journalist_opt"),
]
newsletter_urls = [
    path("", newsletters.listing, name="newsletters"),
    path("nuova/", newsletters.new, name="newsletter_new"),
    path("<int:pk>/", newsletters.content, name="newsletter"),
    path("stili/", letter_styles.listing, name="letter_styles"),
    path("stili/nuovo/", letter_styles.new, name="letter_style_new"),
    path("stili/<int:pk>/", letter_styles.edit, name="letter_style"),
    path("<int:pk>/testata/", newsletters.head, name="newsletter_head"),
    path("<int:pk>/testo-semplice/", newsletters.plain_text, name="newsletter_plain"),
    path("<int:pk>/modello/", newsletters.save_model, name="newsletter_save_model"),
    path("<int:pk>/modello/elimina/", newsletters.drop_model, name="newsletter_drop_model"),
    path("<int:pk>/anteprima/", blocks.frame, name="newsletter_frame"),
    path("<int:pk>/anteprima/riquadro/", blocks.preview_part, name="newsletter_preview"),
    path("<int:pk>/controlli/riquadro/", blocks.checks_part, name="newsletter_checks_part"),
    path("<int:pk>/blocchi/", blocks.add, name="newsletter_block_add"),
    path("<int:pk>/blocchi/<int:block>/", blocks.edit, name="newsletter_block"),
    path("<int:pk>/blocchi/<int:block>/sposta/", blocks.act, name="newsletter_block_act"),
    path("<int:pk>/blocchi/<int:block>/rimetti/", blocks.put_back, name="newsletter_block_put_back"),
    path("<int:pk>/blocchi/<int:block>/scelte/", blocks.choices, name="newsletter_block_choices"),
    path("<int:pk>/prova/", sending.test, name="newsletter_test"),
    path("<int:pk>/destinatari/", audience.choose, name="newsletter_audience"),
    path("<int:pk>/destinatari/persone/", audience.people, name="newsletter_people"),
    path("<int:pk>/controlli/", sending.checks, name="newsletter_checks"),
    path("<int:pk>/approvazione/", sending.decide, name="newsletter_decide"),
    path("<int:pk>/invio/", sending.page, name="newsletter_sending"),
    path("<int:pk>/invio/comando/", sending.command, name="newsletter_command"),
    path("<int:pk>/invio/incerti/", sending.settle, name="newsletter_uncertain"),
    path("<int:pk>/bozza/", sending.take_back, name="newsletter_take_back"),
]
newsroom_urls = [
    path("", newsroom.listing, name="newsroom"),
    path("rss/", newsroom.Rss(), name="newsroom_rss"),
    path("atom/", newsroom.Atom(), name="newsroom_atom"),
    path("file/<int:pk>/", newsroom.file, name="newsroom_file"),
    path("newsletter/", letters.listing, name="newsroom_letters"),
    path("newsletter/rss/", letters.Rss(), name="letters_rss"),
    path("newsletter/atom/", letters.Atom(), name="letters_atom"),
    path("newsletter/immagini/<slug:key>/<slug:size>/", letters.image, name="letter_image"),
    path("newsletter/<int:pk>-<slug:slug>/", letters.page, name="newsroom_letter"),
    path("newsletter/<int:pk>-<slug:slug>/testo/", letters.frame, name="newsroom_letter_frame"),
    path("<int:year>/<int:number>-<slug:slug>/", newsroom.release, name="newsroom_release"),
    path("<int:year>/<int:number>-<slug:slug>/testo/", newsroom.plain, name="newsroom_plain"),
]
urlpatterns = [
    path("comunicati/", include(release_urls)),
    path("rassegna/", include(media_urls)),
    path("newsletter/", include(newsletter_urls)),
    path("sala-stampa/", include(newsroom_urls)),
    path("sitemap.xml", newsroom.sitemap, name="sitemap"),
]
