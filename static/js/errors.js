/* After a post with mistakes, the focus goes to their summary and the title says so. */
(() => {
  const go = () => {
    const summary = document.querySelector(".err-sum:not([data-seen])");
    if (!summary) return;
    summary.dataset.seen = "1";
    summary.focus();
    const word = summary.dataset.word;
    if (word && !document.title.startsWith(word)) document.title = `${word} ${document.title}`;
  };
  go();
  document.addEventListener("htmx:afterSettle", go);
})();
