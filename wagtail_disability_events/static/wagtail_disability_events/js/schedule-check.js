/* Says back the dates that an editor writes: asks the server half a second after the last change. */
const PAUSE = 500;

for (const region of document.querySelectorAll("[data-wde-schedule-check]")) {
  const form = region.closest("form");
  const result = region.querySelector("[data-wde-schedule-result]");
  let timer = 0;
  let latest = 0;

  const ask = async () => {
    const turn = ++latest;
    const said = await answer(region.dataset.wdeScheduleCheck, new FormData(form));
    if (turn !== latest) return;
    if (said === null) result.textContent = region.dataset.failed;
    else result.innerHTML = said;
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  const concerns = (target) =>
    /^(schedule|venue|place_note)/.test(target.name || "") ||
    target.closest?.('[data-contentpath="schedule"], [id*="schedule"]');

  region.querySelector("button").addEventListener("click", ask);
  for (const kind of ["input", "change", "click"]) {
    form.addEventListener(kind, (event) => {
      if (concerns(event.target)) soon();
    });
  }
  if (region.dataset.wdeScheduleCheck && form.querySelector('[name="schedule-count"]')?.value !== "0") soon();
}

async function answer(url, data) {
  try {
    const reply = await fetch(url, { method: "POST", body: data, credentials: "same-origin" });
    return reply.ok ? await reply.text() : null;
  } catch {
    return null;
  }
}
