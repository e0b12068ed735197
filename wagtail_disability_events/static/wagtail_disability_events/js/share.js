// Offers the phone's own sharing, or copies the address. Without this module the address can be copied by hand.
// data-wde-share="copy" only copies.
for (const details of document.querySelectorAll("[data-wde-share]")) {
  const address = details.querySelector("input");
  const status = details.querySelector("[role=status]");
  const button = details.querySelector("button");
  const share = details.dataset.wdeShare !== "copy" && navigator.share;
  if (!share && !navigator.clipboard) continue;
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (share) {
        await navigator.share({ title: details.dataset.title, url: address.value });
      } else {
        await navigator.clipboard.writeText(address.value);
        status.textContent = details.dataset.copied;
      }
    } catch {
      address.select();
    }
  });
}
