// A question that depends on the answer to another one is shown when it is asked. Without this module the
// condition stands beside the question.
for (const block of document.querySelectorAll("[data-wde-asked-when]")) {
  const inputs = document.getElementsByName(block.dataset.wdeAskedWhen);
  if (!inputs.length) continue;
  const update = () => {
    const given = [...inputs].flatMap((input) =>
      ["radio", "checkbox"].includes(input.type)
        ? input.checked
          ? [input.value]
          : []
        : [input.value.trim()],
    );
    block.hidden = !given.includes(block.dataset.wdeAskedAnswer);
  };
  for (const input of inputs) input.addEventListener("input", update);
  update();
}
