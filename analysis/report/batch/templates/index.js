const body = document.querySelector("tbody"), rows = [...body.rows], asked = [...rows];
const find = document.querySelector("#find"), sort = document.querySelector("#sort");
const heads = [...document.querySelectorAll("thead th")], told = document.querySelector("output");
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
const form = document.querySelector("form");
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());

const order = (compare) => body.append(...[...asked].sort(compare));
const compareTexts = (key) => (a, b) => key(a).localeCompare(key(b), undefined, { numeric: true });
const measure = (row, number) => row.querySelector(`[data-measure="${number}"]`)?.dataset.value ?? "";
const compareMeasures = (a, b) =>
  (a !== "") - (b !== "") || a - b || a.localeCompare(b, undefined, { numeric: true });

find.addEventListener("input", () => {
  const words = find.value.toLowerCase().split(/\s+/);
  for (const row of rows) row.hidden = !words.every((word) => texts.get(row).includes(word));
  const shown = rows.filter((row) => !row.hidden).length;
  told.textContent = shown === rows.length ? "" : shown ? `${shown} of ${rows.length}` : "None of them holds this";
});

sort.addEventListener("change", () => {
  heads.forEach((head) => head.removeAttribute("aria-sort"));
  const by = sort.value;
  if (by === "") order(() => 0);
  else if (/^\d+$/.test(by)) order((a, b) => compareMeasures(measure(b, by), measure(a, by)));
  else order(compareTexts((row) => row.querySelector(by).textContent));
});

heads.forEach((head, column) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = head.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") === "ascending";
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    sort.value = "";
    const compare = compareTexts((row) => row.cells[column].textContent);
    order((a, b) => (down ? compare(b, a) : compare(a, b)));
  });
});
