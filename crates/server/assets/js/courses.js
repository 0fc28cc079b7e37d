// The steps of a course by drag (the arrow buttons do the same without), and
// forms with a file, which carry the token in a header.

const list = /** @type {HTMLElement | null} */ (document.querySelector("[data-order]"));

if (list) {
  /** @type {HTMLElement | null} */
  let dragged = null;
  for (const handle of list.querySelectorAll(".handle")) {
    const item = /** @type {HTMLElement} */ (handle.closest("li"));
    handle.addEventListener("pointerdown", () => (item.draggable = true));
    item.addEventListener("dragstart", () => {
      dragged = item;
      item.classList.add("dragged");
    });
    item.addEventListener("dragend", () => {
      item.draggable = false;
      item.classList.remove("dragged");
      dragged = null;
      save(list);
    });
  }
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const over = /** @type {HTMLElement} */ (event.target).closest("li");
    if (!over || over === dragged || over.parentElement !== list) return;
    const box = over.getBoundingClientRect();
    const below = box.top + box.height / 2 < event.clientY;
    list.insertBefore(dragged, below ? over.nextSibling : over);
  });
}

/** @param {HTMLElement} list */
async function save(list) {
  const ids = [...list.querySelectorAll("[data-step]")].map((it) => /** @type {HTMLElement} */ (it).dataset.step);
  const response = await fetch(list.dataset.order ?? "", {
    method: "POST",
    headers: { "x-csrf-token": list.dataset.csrf ?? "" },
    body: new URLSearchParams({ ids: ids.join(",") }),
  });
  location.assign(response.url || location.href);
  location.reload();
}

for (const form of document.querySelectorAll("form[data-send-with-token]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const it = /** @type {HTMLFormElement} */ (form);
    const button = it.querySelector("button");
    if (button) button.disabled = true;
    const response = await fetch(it.action, {
      method: "POST",
      headers: { "x-csrf-token": it.dataset.sendWithToken ?? "" },
      body: new FormData(it),
    });
    if (response.ok) {
      location.assign(response.url);
      location.reload();
    } else {
      document.open();
      document.write(await response.text());
      document.close();
    }
  });
}
