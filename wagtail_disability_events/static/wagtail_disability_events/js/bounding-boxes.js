// Boxes on a picture: drawn with the pointer, moved and sized with the keyboard, in step with the numbers below.
const form = document.querySelector("[data-wde-bounding-boxes]");

if (form) {
  const picture = form.querySelector("[data-boxes-picture]");
  const list = form.querySelector("[data-boxes-list]");
  const empty = form.querySelector("[data-boxes-empty]");
  const total = form.querySelector("[name=form-TOTAL_FORMS]");
  const most = Number(form.querySelector("[name=form-MAX_NUM_FORMS]").value);
  const STEP = 1;
  const LEAST = 1;
  const names = ["x", "y", "width", "height"];

  const field = (line, name) => line.querySelector(`[name$="-${name}"]`);
  const kindOf = (line) => field(line, "kind");
  const limited = (value, least, largest) => Math.max(least, Math.min(largest, value));
  const rounded = (value) => Math.round(value * 10) / 10;

  function read(line) {
    return Object.fromEntries(names.map((name) => [name, Number.parseFloat(field(line, name).value)]));
  }

  function write(line, box) {
    for (const name of names) field(line, name).value = rounded(box[name]);
    draw(line);
  }

  function draw(line) {
    const box = read(line);
    const gone = field(line, "DELETE")?.checked || names.some((name) => Number.isNaN(box[name]));
    if (!line.mark) {
      line.mark = document.createElement("button");
      line.mark.type = "button";
      line.mark.className = "wde-admin-box";
      line.mark.addEventListener("keydown", (event) => byKey(event, line));
      picture.append(line.mark);
    }
    line.mark.hidden = gone;
    line.mark.dataset.kind = kindOf(line).value;
    const number = [...list.children].indexOf(line) + 1;
    line.mark.textContent = number;
    line.mark.setAttribute("aria-label", `${number}: ${kindOf(line).selectedOptions[0].textContent}`);
    Object.assign(line.mark.style, {
      insetInlineStart: `${box.x}%`,
      insetBlockStart: `${box.y}%`,
      inlineSize: `${box.width}%`,
      blockSize: `${box.height}%`,
    });
  }

  function byKey(event, line) {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key === "Delete") field(line, "DELETE").checked = true;
    else if (steps[event.key]) {
      const box = read(line);
      const [across, down] = steps[event.key].map((direction) => direction * STEP);
      if (event.shiftKey) {
        box.width = limited(box.width + across, LEAST, 100 - box.x);
        box.height = limited(box.height + down, LEAST, 100 - box.y);
      } else {
        box.x = limited(box.x + across, 0, 100 - box.width);
        box.y = limited(box.y + down, 0, 100 - box.height);
      }
      write(line, box);
    } else return;
    event.preventDefault();
    draw(line);
  }

  function add(box) {
    let line = [...list.children].find((one) => !field(one, "x").value);
    if (!line) {
      const number = Number(total.value);
      if (number >= most) return null;
      const holder = document.createElement("ol");
      holder.innerHTML = empty.innerHTML.replaceAll("__prefix__", number);
      line = holder.firstElementChild;
      list.append(line);
      total.value = number + 1;
      watch(line);
    }
    kindOf(line).value = "blur";
    write(line, box);
    line.mark.focus();
    return line;
  }

  function watch(line) {
    line.addEventListener("input", () => draw(line));
    draw(line);
  }

  function share(event) {
    const frame = picture.getBoundingClientRect();
    return {
      x: limited(((event.clientX - frame.left) / frame.width) * 100, 0, 100),
      y: limited(((event.clientY - frame.top) / frame.height) * 100, 0, 100),
    };
  }

  let start = null;
  picture.addEventListener("pointerdown", (event) => {
    if (event.target.matches(".wde-admin-box")) return;
    start = share(event);
    event.preventDefault();
  });
  addEventListener("pointerup", (event) => {
    if (!start) return;
    const end = share(event);
    const box = {
      x: Math.min(start.x, end.x),
      y: Math.min(start.y, end.y),
      width: Math.abs(end.x - start.x),
      height: Math.abs(end.y - start.y),
    };
    start = null;
    if (box.width >= LEAST && box.height >= LEAST) add(box);
  });

  const button = form.querySelector("[data-boxes-add]");
  button.hidden = false;
  form.querySelector("[data-boxes-help]").hidden = false;
  button.addEventListener("click", () => add({ x: 40, y: 40, width: 20, height: 20 }));
  for (const line of list.children) watch(line);
}
