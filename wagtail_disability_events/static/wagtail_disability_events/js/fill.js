// A button that puts words into a field, at the end of what stands there, and goes to the field.
for (const button of document.querySelectorAll("[data-wde-fill]")) {
  const field = document.getElementById(button.dataset.wdeFill);
  button.addEventListener("click", () => {
    const words = button.dataset.words;
    if (!field.value.includes(words)) field.value = `${words}${field.value}`;
    field.focus();
    const gap = field.value.indexOf("……");
    if (gap >= 0) field.setSelectionRange(gap, gap + 2);
  });
}
