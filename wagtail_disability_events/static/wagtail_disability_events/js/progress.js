// Keeps the state of long work on the page up to date. Without this module a link loads the page again.
const SECONDS = 3;
const area = document.querySelector("[data-wde-progress]");

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-wde-progress]");
    if (!fresh) {
      location.reload();
      return;
    }
    area.replaceChildren(...fresh.childNodes);
  } catch {
    // the network is away for a moment; the next look may find it
  }
  setTimeout(look, SECONDS * 1000);
}

if (area) setTimeout(look, SECONDS * 1000);
