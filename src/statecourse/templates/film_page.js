// A film as a page: the one that is live asks for its film again each time that it has grown, any other has it in itself.
const live = document.body.classList.contains("live");

if (live) {
  let number = 0, end = null;
  const look = async () => {
    try {
      const newest = await (await fetch("number")).json();
      const app = document.getElementById("app");
      if (newest >= 0 && !app.src) app.src = app.dataset.address;
      if (newest > 0 && newest !== number) {
        number = newest;
        const film = await (await fetch("film")).json();
        if (end) end();
        end = play(document, film, "newest run");
      }
    } catch {
      document.getElementById("count").textContent = "The app is not served any more. Start it again: statecourse film";
    }
    setTimeout(look, 400);
  };
  look();
} else {
  const asked = Number(new URLSearchParams(location.hash.slice(1)).get("moment"));
  play(document, JSON.parse(document.getElementById("film").textContent), Number.isInteger(asked) ? asked : 0);
}
