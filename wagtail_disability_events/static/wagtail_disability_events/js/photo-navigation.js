// From photo to photo with the arrow keys or a swipe. Without this module the two links do it.
const follow = (relation) =>
  document.querySelector(`[data-wde-photo-navigation] a[rel=${relation}]`)?.click();
const SWIPE = 60;
let start = null;

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select"))
    return;
  if (event.key === "ArrowLeft") follow("prev");
  if (event.key === "ArrowRight") follow("next");
});
const figure = document.querySelector("[data-wde-photo-navigation] figure");
figure?.addEventListener(
  "touchstart",
  (event) => {
    start = event.touches.length === 1 ? event.touches[0] : null;
  },
  { passive: true },
);
figure?.addEventListener(
  "touchend",
  (event) => {
    if (!start || visualViewport?.scale > 1) return;
    const across = event.changedTouches[0].clientX - start.clientX;
    const down = event.changedTouches[0].clientY - start.clientY;
    start = null;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down))
      follow(across < 0 ? "next" : "prev");
  },
  { passive: true },
);
