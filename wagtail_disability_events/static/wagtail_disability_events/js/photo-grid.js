// The grid of photos by keyboard, a large view, and arranging by drag. Without this module links, boxes and
// buttons do the same. Keys work only while a photo or the large view has the focus (WCAG 2.2 SC 2.1.4).
const form = document.querySelector("[data-wde-photo-grid]");

if (form) {
  const grid = form.querySelector("[data-photo-grid-list]");
  const status = form.querySelector("[data-photo-grid-status]");
  const dialog = document.querySelector("[data-photo-dialog]");
  const image = dialog.querySelector("[data-photo-dialog-image]");
  const words = dialog.querySelector("[data-photo-dialog-text]");
  const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const items = () => [...grid.querySelectorAll("[data-photo]")];
  const itemOf = (node) => node.closest("[data-photo]");
  let lastStep = "";
  let shown = null;

  async function send(values) {
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        body: new URLSearchParams(values),
        headers: { "X-CSRFToken": csrf, Accept: "application/json" },
      });
      const told = await answer.json();
      if (told.step) lastStep = told.step;
      for (const [id, facts] of Object.entries(told.photos || {})) mark(id, facts);
      say([told.said, ...told.problems].filter(Boolean).join(" "));
      return answer.ok;
    } catch {
      say(form.dataset.lost);
      return false;
    }
  }

  function say(text) {
    status.textContent = text;
    if (dialog.open) words.textContent = [text, wordsOf(shown)].filter(Boolean).join(" · ");
  }

  function mark(id, facts) {
    const item = grid.querySelector(`[data-photo="${id}"]`);
    if (!item) return;
    item.dataset.state = facts.state;
    item.querySelector("[data-photo-state]").textContent = facts.label;
    item.querySelector("[data-photo-stars]").textContent = "★".repeat(facts.rating);
  }

  function wordsOf(item) {
    const place = item.querySelector("[name=photo]").parentElement.textContent.trim();
    const state = item.querySelector("[data-photo-state]").textContent;
    return `${place}, ${state}: ${item.querySelector("img").alt}`;
  }

  function show(item) {
    shown = item;
    image.src = item.dataset.large;
    image.alt = item.querySelector("img").alt;
    words.textContent = wordsOf(item);
    dialog.querySelector("[data-photo-dialog-edit]").href = item.querySelector("[data-photo-link]").href;
    if (!dialog.open) dialog.showModal();
    for (const near of [item.nextElementSibling, item.previousElementSibling])
      if (near) new Image().src = near.dataset.large;
  }

  const focusOn = (item) => item?.querySelector("[data-photo-link]").focus();

  function columns() {
    const all = items();
    const top = all[0].offsetTop;
    const below = all.findIndex((item) => item.offsetTop > top);
    return below < 0 ? all.length : below;
  }

  function go(from, key) {
    const all = items();
    const place = all.indexOf(from);
    const steps = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: columns(),
      ArrowUp: -columns(),
      Home: -place,
      End: all.length - 1 - place,
    };
    return all[Math.max(0, Math.min(all.length - 1, place + steps[key]))];
  }

  function act(item, key) {
    const photo = item.dataset.photo;
    if (/^[0-5]$/.test(key)) return send({ photo, rating: key });
    if (key === "p") return send({ photo, state: "public" });
    if (key === "x") return send({ photo, state: "internal" });
    if (key === "u" && lastStep) {
      const step = lastStep;
      lastStep = "";
      return send({ do: "undo", step }).then(() => location.reload());
    }
    if (key === "d") location.assign(item.querySelector("[data-photo-link]").href);
    return null;
  }

  const moves = new Set(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"]);
  const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

  grid.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-photo-link]") || !plain(event)) return;
    const item = itemOf(event.target);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (moves.has(key)) focusOn(go(item, key));
    else if (key === "Enter") show(item);
    else if (key === " ") item.querySelector("[name=photo]").click();
    else if (/^[0-5pxud]$/.test(key)) act(item, key);
    else return;
    event.preventDefault();
  });

  dialog.addEventListener("keydown", (event) => {
    if (!plain(event)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "ArrowRight" || key === "ArrowLeft") show(go(shown, key));
    else if (/^[0-5pxud]$/.test(key)) act(shown, key);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("close", () => focusOn(shown));
  dialog.querySelector("[data-photo-dialog-close]").addEventListener("click", () => dialog.close());
  dialog
    .querySelector("[data-photo-dialog-next]")
    .addEventListener("click", () => show(go(shown, "ArrowRight")));
  dialog
    .querySelector("[data-photo-dialog-previous]")
    .addEventListener("click", () => show(go(shown, "ArrowLeft")));

  const all = form.querySelector("[data-photo-grid-all]");
  all.hidden = false;
  form.querySelector("[data-photo-grid-all-label]").hidden = false;
  all.addEventListener("change", () => {
    for (const box of grid.querySelectorAll("[name=photo]")) box.checked = all.checked;
  });

  let dragged = null;
  grid.addEventListener("dragstart", (event) => {
    dragged = itemOf(event.target);
    event.dataTransfer.effectAllowed = "move";
  });
  grid.addEventListener("dragover", (event) => {
    if (dragged) event.preventDefault();
  });
  grid.addEventListener("drop", async (event) => {
    const target = itemOf(event.target);
    if (!dragged || !target || target === dragged) return;
    event.preventDefault();
    const moved = dragged;
    dragged = null;
    if (await send({ move: `${moved.dataset.photo} 0`, before: target.dataset.photo })) target.before(moved);
  });
}

document.addEventListener("wde-uploaded", (event) => {
  if (event.detail.stored) location.reload();
});
