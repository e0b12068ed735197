// Copies the HTML and the plain text of two elements to the clipboard, and says whether it worked. The site
// notes that it was copied.
const status = document.querySelector("[data-wde-copy-status]");

for (const button of document.querySelectorAll("[data-wde-copy]")) {
  button.addEventListener("click", async () => {
    const html = document.getElementById(button.dataset.wdeCopy).value;
    const text = document.getElementById(button.dataset.wdeText).value;
    try {
      await navigator.clipboard.write([
        new ClipboardItem({
          "text/html": new Blob([html], { type: "text/html" }),
          "text/plain": new Blob([text], { type: "text/plain" }),
        }),
      ]);
      status.textContent = button.dataset.done;
      const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
      fetch(button.dataset.wdeNote, { method: "POST", headers: { "X-CSRFToken": csrf }, keepalive: true });
    } catch {
      status.textContent = button.dataset.failed;
    }
  });
}
