// Forms: the list of errors gets the focus; a question that depends on another is shown when it is asked.
// Without this module the list is read first all the same, and the condition stands beside the question.
document.querySelector("[data-focus]")?.focus();

for (const block of document.querySelectorAll("[data-when]")) {
  const inputs = document.getElementsByName(block.dataset.when);
  if (!inputs.length) continue;
  const update = () => {
    const given = [...inputs].flatMap((input) =>
      ["radio", "checkbox"].includes(input.type)
        ? input.checked
          ? [input.value]
          : []
        : [input.value.trim()],
    );
    block.hidden = !given.includes(block.dataset.answer);
  };
  for (const input of inputs) input.addEventListener("input", update);
  update();
}
