// A button that puts text into a field, before what stands there, and goes to the first gap in it.
for (const button of document.querySelectorAll("[data-wde-insert-text]")) {
  const field = document.getElementById(button.dataset.wdeInsertText);
  button.addEventListener("click", () => {
    const text = button.dataset.text;
    if (!field.value.includes(text)) field.value = `${text}${field.value}`;
    field.focus();
    const gap = field.value.indexOf("……");
    if (gap >= 0) field.setSelectionRange(gap, gap + 2);
  });
}
