// A film within a page of Streamlit: what has been drawn stays, and a newer film begins at its newest run.
const played = new WeakMap();
export default ({ data, parentElement: root }) => {
  const before = played.get(root);
  if (before && before.number === data.number) return;
  if (before) before.stop();
  const has = (kind) => data.film.runs.some((run) => [run.sent, ...run.steps.map((step) => step[7])].flat().some((one) => one[0] === kind));
  for (const heading of root.querySelectorAll("h2")) heading.setAttribute("aria-level", "4"); // below those of the page
  const main = root.querySelector("main");
  main.classList.toggle("with-files", data.film.runs.some((run) => run.files.length) || has("file"));
  main.classList.toggle("with-printed", has("printed"));
  main.classList.toggle("with-several", new Set(data.film.runs.map((run) => run.tab)).size > 1);
  played.set(root, { number: data.number, stop: play(root, data.film, before ? "newest run" : data.begin) });
};
