"use strict";
// Plays a film in what is drawn of `film_body.html` in a document, or in a shadow root; returns how to stop.
const play = (root, film, begin) => {
  const by = (id) => root.getElementById(id);
  const stop = new AbortController(), listen = { signal: stop.signal };
  const [EVENT, FILE, LINE, DEPTH, FRAME, NAME, SAID, CHANGES] = [0, 1, 2, 3, 4, 5, 6, 7];
  const named = (tab) => (film.tabs || [])[tab] || `Tab ${tab + 1}`;
  const several = new Set(film.runs.map((run) => run.tab)).size > 1;

  const make = (tag, text = "", look = "") => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (look) made.className = look;
    return made;
  };

  // --- the moments of a film: for each run what was sent, each step, and the end ---

  const moments = [];
  film.runs.forEach((run, number) => {
    moments.push({ run: number, step: -1 });
    run.steps.forEach((_, step) => moments.push({ run: number, step }));
    moments.push({ run: number, step: run.steps.length });
  });

  const folded = new Set();
  film.runs.forEach((run, number) => {
    const rounds = new Map();
    run.steps.forEach((step, place) => {
      const helper = step[FILE] !== film.script;
      const text = ((film.sources[step[FILE]] || [])[step[LINE] - 1] || "").trim();
      const defines = !step[CHANGES].length && /^(import|from|def|async def|class|@)/.test(text) && step[EVENT] === "line";
      const key = `${step[FRAME]} ${step[LINE]} ${step[EVENT]}`;
      rounds.set(key, (rounds.get(key) || 0) + 1);
      const next = helper && run.steps.slice(place + 1).find((one) => one[FRAME] === step[FRAME]);
      const told = step[EVENT] === "exception" && !(next && next[EVENT] === "line"); // a helper that has caught it goes on
      if ((rounds.get(key) > 2 || helper || defines) && !told) folded.add(`${number} ${place}`);
    });
  });
  const every = moments.map((_, place) => place), unfolded = every.filter((place) => !folded.has(`${moments[place].run} ${moments[place].step}`));
  const visible = () => by("fold").checked ? unfolded : every;

  // Where the next step begins that is not folded: until there, all is the doing of the step that calls or repeats it.
  const reach = ({ run, step }) => {
    let end = step + 1;
    while (by("fold").checked && folded.has(`${run} ${end}`)) end += 1;
    return end;
  };

  // --- what is so at a moment, from the beginning of its run; runs before it only leave state and files ---

  const apply = (kept, changes, kind) => {
    for (const [what, name, value] of changes) {
      if (what !== kind) continue;
      if (value === null) kept.delete(name); else kept.set(name, value);
    }
  };

  const stateAfter = new Map();
  const before = (number) => {
    const run = film.runs[number];
    return { state: new Map(run.before), files: new Map(run.files), widgets: new Map(run.widgets) };
  };
  film.runs.forEach((run, number) => {
    const { state, files } = before(number);
    [run.sent, ...run.steps.map((step) => step[CHANGES])].forEach((changes) => {
      apply(state, changes, "state");
      apply(files, changes, "file");
    });
    stateAfter.set(number, state);
  });

  const at = ({ run: number, step }) => {
    const run = film.runs[number], { state, files, widgets } = before(number), frames = new Map(), printed = [];
    const kept = { state, file: files, widget: widgets };
    const keep = ([kind, name, value, frame]) => {
      if (kind === "printed") return printed.push(value);
      const into = kind === "variable" ? frames.get(frame) || frames.set(frame, new Map()).get(frame) : kept[kind];
      return value === null ? into.delete(name) : into.set(name, value);
    };
    if (step >= 0) run.sent.forEach(keep);
    for (let number = 0; number < step; number++) run.steps[number][CHANGES].forEach(keep);
    return { state, files, widgets, frames, printed };
  };

  // What is drawn at a moment: what came last at each place, without what lay in something that was replaced.
  const drawnAt = ({ run: number, step }) => {
    const run = film.runs[number], page = new Map();
    for (const one of run.drawn) {
      if (step < run.steps.length && one[0] > step) continue;
      const key = one[1].join(" ");
      if (page.has(key)) for (const known of [...page.keys()]) if (known.startsWith(`${key} `)) page.delete(known);
      page.set(key, one);
    }
    return [...page.values()];
  };

  // --- drawing ---

  const nothing = (into, text) => into.replaceChildren(make("p", text, "none"));

  const list = (now, then, gone = false) => {
    const made = make("dl");
    const names = new Set([...(then ? then.keys() : []), ...now.keys()]);
    for (const name of names) {
      const row = make("div"), value = make("dd");
      const was = then && then.get(name), is = now.get(name);
      const label = make("dt", `${name} =`);
      if (is === undefined || gone) {
        label.className = value.className = "gone";
        value.textContent = is === undefined ? was : is;
      } else {
        if (then && was !== is) {
          if (was !== undefined) value.append(make("span", was, "was"), " → ");
          value.append(make("span", is, "changed"));
        } else value.textContent = is;
      }
      row.append(label, value);
      made.append(row);
    }
    return made;
  };

  let shownFile = "";
  const drawCode = (file, line, ran) => {
    const lines = film.sources[file] || [];
    if (shownFile !== file) {
      shownFile = file;
      const all = make("ol");
      lines.forEach((text, number) => {
        const item = make("li");
        item.append(make("i", String(number + 1)), text || " ");
        all.append(item);
      });
      by("code").replaceChildren(make("div", file, "file"), all);
    }
    by("code").querySelectorAll("li").forEach((item, number) => {
      item.className = number + 1 === line ? "here" : ran.has(number + 1) ? "ran" : "";
      if (number + 1 === line) item.setAttribute("aria-current", "step"); else item.removeAttribute("aria-current");
    });
    const here = by("code").querySelector(".here");
    if (here) {
      const box = by("code"), top = here.offsetTop - box.offsetTop;
      if (top < box.scrollTop + 30 || top > box.scrollTop + box.clientHeight - 60) box.scrollTop = top - box.clientHeight / 3;
    }
  };

  const linesDrawn = new Map();
  const lineOf = (one) => {
    const [, path, kind, text] = one;
    if (linesDrawn.has(one)) return linesDrawn.get(one);
    const line = make("p", "", kind === "heading" ? "heading" : kind === "exception" ? "exception" : "");
    const says = text || kind.replace(/_/g, " ");
    if (/markdown|heading|text$|exception|alert|code|json/.test(kind)) line.textContent = says;
    else line.append(make("small", `${kind.replace(/_/g, " ")} `), make("span", says, "box"));
    line.style.marginLeft = `${Math.max(0, path.length - 2) * .8}rem`;
    linesDrawn.set(one, line);
    return line;
  };

  const drawPage = (drawn) => {
    const into = by("page");
    if (!drawn.length) return nothing(into, "Nothing is drawn yet.");
    const order = drawn.sort(([, one], [, two]) => {
      for (let i = 0; i < Math.max(one.length, two.length); i++) {
        const by = (one[i] ?? -1) - (two[i] ?? -1);
        if (by) return by;
      }
      return 0;
    });
    const shown = order.filter(([, , kind, text]) => kind !== "empty" && (text || !/container|vertical|horizontal|column|flex/.test(kind))).map(lineOf);
    let same = 0; // most steps draw nothing, or at the end: what is there already stays
    while (same < shown.length && into.childNodes[same] === shown[same]) same += 1;
    while (into.childNodes.length > same) into.lastChild.remove();
    into.append(...shown.slice(same));
  };

  const drawState = (number, { state, widgets }, then) => {
    const into = by("state"), tabs = [...new Set(film.runs.slice(0, number + 1).map((run) => run.tab))].sort();
    into.replaceChildren();
    for (const tab of tabs) {
      const mine = tab === film.runs[number].tab, note = make("div", "", mine ? "note" : "note other");
      if (several) note.append(make("strong", `${named(tab)}${mine ? " (runs now)" : ""}`));
      const last = film.runs.slice(0, number + 1).map((run, place) => [run, place]).filter(([run]) => run.tab === tab).pop();
      const shown = mine ? state : stateAfter.get(last[1]);
      note.append(shown.size || (mine && then && then.state.size) ? list(shown, mine && then ? then.state : null) : make("p", "empty", "none"));
      if (mine && (widgets.size || (then && then.widgets.size))) note.append(make("strong", "Widgets without a key"), list(widgets, then && then.widgets));
      into.append(note);
    }
  };

  const ended = (run) => {
    const exceptions = run.steps.filter((step) => step[EVENT] === "exception");
    const last = run.steps[run.steps.length - 1], raised = exceptions[exceptions.length - 1];
    if (run.cut) return `The film ends here: ${run.cut}.`;
    if (!run.steps.length) return "The app did not run.";
    if (raised && /^Rerun/.test(raised[SAID])) return "st.rerun() ends this run, and the script starts again from the top. The variables are gone, session state stays.";
    if (raised && /^Stop/.test(raised[SAID])) return "st.stop() ends this run. The variables are gone, session state stays.";
    if (raised && last[NAME] === "<module>" && raised[LINE] === last[LINE]) return `The run ends with ${raised[SAID]}. The variables are gone, session state stays.`;
    return "The run is over: all its variables are gone. Session state and files stay.";
  };

  const change = ([kind, name, value]) => {
    const where = { variable: "", state: "st.session_state.", widget: "the widget ", file: "the file " }[kind];
    if (kind === "printed") return `prints “${value.trim()}”`;
    return value === null ? `${where}${name} is deleted` : kind === "file" ? `${where}${name} is written` : `${where}${name} = ${value}`;
  };

  const sent = (run) => {
    const was = { state: new Map(run.before), widget: new Map(run.widgets) };
    const told = run.sent.filter(([kind, , value]) => kind in was && value !== null)
      .map(([kind, name, value]) => `${name}${was[kind].has(name) ? ` from ${was[kind].get(name)}` : ""} to ${value}`);
    return told.length ? `The browser sends: ${told.join(", ")}. ` : "";
  };

  const willRun = (run, number) => {
    if (run.fragment) return "The fragment alone will run.";
    if (run.steps.length && run.steps[0][NAME] !== "<module>") return "First the callback will run, then the script from its first line.";
    const again = run.before.length || film.runs.slice(0, number).some((one) => one.tab === run.tab);
    return again ? "The script will run from its first line again." : "The script runs for the first time.";
  };

  const sentence = ({ run: number, step }) => {
    const run = film.runs[number];
    if (step < 0) {
      const tab = several ? `${named(run.tab)}: ` : "";
      const did = run.did.map((one) => one.replace(/^in the \w+ tab: /, "")).join(", then ");
      return `${tab}${did}. ${sent(run)}${willRun(run, number)}`;
    }
    if (step === run.steps.length) return ended(run);
    const now = run.steps[step], first = run.steps.slice(0, step).every((one) => one[NAME] !== "<module>");
    const own = run.steps.slice(step, reach({ run: number, step })).flatMap((one) => one[CHANGES])
      .filter(([kind, , , frame]) => kind !== "variable" || frame === now[FRAME] || now[EVENT] === "return");
    const newest = new Map(own.map((one) => [one[0] === "printed" ? one : `${one[0]} ${one[1]}`, one]));
    const does = [...newest.values()].filter(([kind, , value]) => kind !== "widget" || value === null).map(change).join("; ");
    if (now[EVENT] === "rest") return `The film ends here: ${run.cut}.${does ? ` What comes of the rest: ${does}.` : ""}`;
    if (now[EVENT] === "rounds") return `Line ${now[LINE]} and on: more rounds of the loop, in one step${does ? `: ${does}` : ""}.`;
    if (now[EVENT] === "exception") return `Line ${now[LINE]} raises ${now[SAID]}.`;
    if (now[EVENT] === "call" && now[NAME] === "<module>") return now[FILE] === film.script ? "The script begins." : `${now[FILE]} is loaded.`;
    if (now[EVENT] === "call") return `${first && now[DEPTH] === 1 ? "Before the script runs, Streamlit calls the callback" : "Calls"} ${now[NAME]}.`;
    if (now[EVENT] === "return") return `${now[NAME] === "<module>" ? "The end of the file" : `${now[NAME]} is done`}${now[SAID] ? ` and returns ${now[SAID]}` : ""}${does ? `: ${does}` : ""}.`;
    return `Line ${now[LINE]}${does ? `: ${does}` : ""}.`;
  };

  // What has changed is seen, in a pane that holds more than it shows.
  const reveal = (pane) => {
    const one = pane.querySelector(".changed"), box = pane.getBoundingClientRect(), at = one && one.getBoundingClientRect();
    if (at && (at.top < box.top || at.bottom > box.bottom)) pane.scrollTop += at.top - box.top - box.height / 3;
  };

  let place = 0;
  const show = (wanted) => {
    place = Math.min(Math.max(wanted, 0), moments.length - 1);
    const moment = moments[place], run = film.runs[moment.run], over = moment.step === run.steps.length;
    const until = { run: moment.run, step: over ? moment.step : moment.step < 0 ? 0 : reach(moment) };
    const now = at(until);
    const then = moment.step < 0 ? null : at(moment);
    const step = run.steps[Math.min(Math.max(moment.step, 0), run.steps.length - 1)];
    const ran = new Set(run.steps.slice(0, Math.max(moment.step, 0)).filter((one) => step && one[FILE] === step[FILE]).map((one) => one[LINE]));
    drawCode(step ? step[FILE] : film.script, moment.step < 0 || over || !step ? 0 : step[LINE], ran);
    by("now").textContent = sentence(moment);
    const frame = step ? step[FRAME] : 0;
    const variables = (now.frames.get(frame)) || new Map();
    if (moment.step < 0) nothing(by("variables"), "None: each run starts with none.");
    else if (variables.size) by("variables").replaceChildren(list(variables, over ? null : (then.frames.get(frame) || new Map()), over));
    else nothing(by("variables"), "None yet.");
    drawState(moment.run, moment.step < 0 ? before(moment.run) : now, then);
    if (now.files.size || (then && then.files.size)) by("files").replaceChildren(list(now.files, then && then.files));
    else nothing(by("files"), "None.");
    drawPage(drawnAt(until));
    if (now.printed.length) by("printed").textContent = now.printed.join(""); else nothing(by("printed"), "Nothing.");
    by("printed").scrollTop = by("printed").scrollHeight;
    ["variables", "state", "files"].forEach((pane) => reveal(by(pane)));
    by("where").value = place;
    by("count").textContent = `Run ${moment.run + 1} of ${film.runs.length}, moment ${place + 1} of ${moments.length}`;
    by("where").setAttribute("aria-valuetext", by("count").textContent);
    by("runs").querySelectorAll("button").forEach((button, number) => {
      if (number === moment.run) { button.setAttribute("aria-current", "true"); } else button.removeAttribute("aria-current");
    });
    by("back").disabled = by("first").disabled = place === 0;
    by("next").disabled = place === moments.length - 1;
    by("over").disabled = moment.run === film.runs.length - 1;
  };

  const next = () => show(visible().find((one) => one > place) ?? moments.length - 1);
  const back = () => show(visible().filter((one) => one < place).pop() ?? 0);
  const startOf = (number) => moments.findIndex((moment) => moment.run === number);
  const nextRun = () => show(startOf(Math.min(moments[place].run + 1, film.runs.length - 1)));

  by("title").textContent = film.title;
  by("runs").replaceChildren();
  film.runs.forEach((run, number) => {
    const item = make("li"), button = make("button", `${number + 1}. ${several ? `${named(run.tab)}: ` : ""}${run.did.map((one) => one.replace(/^in the \w+ tab: /, "")).join(", ")}`);
    button.type = "button";
    button.addEventListener("click", () => show(startOf(number)), listen);
    item.append(button);
    by("runs").append(item);
  });
  by("where").max = moments.length - 1;
  by("where").addEventListener("input", () => show(Number(by("where").value)), listen);
  by("fold").addEventListener("change", () => show(place), listen);
  by("first").addEventListener("click", () => show(0), listen);
  by("next").addEventListener("click", next, listen);
  by("back").addEventListener("click", back, listen);
  by("over").addEventListener("click", nextRun, listen);
  root.addEventListener("keydown", (event) => {
    if (event.target.matches("input[type=range]") || event.ctrlKey || event.metaKey || event.altKey) return;
    const does = { ArrowRight: next, ArrowLeft: back, Home: () => show(0), End: () => show(moments.length - 1), PageDown: nextRun }[event.key];
    if (does && !event.target.matches(".pane, #code")) { does(); event.preventDefault(); }
  }, listen);
  show(begin === "newest run" ? startOf(film.runs.length - 1) : begin);
  return () => stop.abort();
};
