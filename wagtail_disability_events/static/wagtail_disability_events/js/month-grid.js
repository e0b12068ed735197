/* In a month, arrow keys go from day to day: left and right by one, up and down by a week. Tab works as ever. */
const STEP = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

for (const grid of document.querySelectorAll("[data-wde-month-grid]")) {
  const cells = [...grid.children];
  grid.addEventListener("keydown", (event) => {
    const here = cells.indexOf(event.target.closest("[data-wde-month-grid] > li"));
    const step = STEP[event.key];
    if (!step || here < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    for (let next = here + step; next >= 0 && next < cells.length; next += step) {
      const link = cells[next].querySelector("a");
      if (!link) continue;
      event.preventDefault();
      link.focus();
      return;
    }
  });
}
