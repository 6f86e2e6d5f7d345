// A code editor as a component of Streamlit. It gets {label, hint, text}: the text that it begins with. It tells its text when
// it is left, or Ctrl+Enter is pressed, which is also told as `run`.
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// As Python's own style has it.
const INDENT = "    ";

// Each is light on dark, or dark on light, with enough contrast on the page's code background.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "light-dark(#a0111f, #ff9b93)" },
  { tag: [tags.string, tags.special(tags.string)], color: "light-dark(#0a3069, #a5d6ff)" },
  { tag: [tags.number, tags.bool, tags.null], color: "light-dark(#0550ae, #79c0ff)" },
  { tag: [tags.comment], color: "light-dark(#57606a, #a0aab5)", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.definition(tags.variableName), tags.className], color: "light-dark(#6639ba, #d2a8ff)" },
]);

const look = EditorView.theme({
  "&": { color: "var(--st-text-color)", backgroundColor: "var(--st-code-background-color)", border: "1px solid var(--st-border-color)", borderRadius: "8px", fontSize: ".9rem" },
  "&.cm-focused": { outline: "2px solid var(--st-primary-color)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--st-code-font, monospace)", lineHeight: "1.5", maxHeight: "32rem", minHeight: "8rem" },
  ".cm-content": { caretColor: "var(--st-text-color)", padding: ".5rem 0" },
  ".cm-gutters": { color: "light-dark(#57606a, #a0aab5)", backgroundColor: "transparent", border: "0" },
  ".cm-matchingBracket": { backgroundColor: "color-mix(in srgb, var(--st-primary-color) 25%, transparent)" },
});

const editors = new WeakMap();

const made = (parent, root, { label, text }) => {
  const kept = { told: text, tell: null, writes: false };
  // Tab indents while one writes, and goes on to the next control before, and after Escape: so nobody is held here.
  const indents = (change) => (view) => kept.writes && change(view);
  const sent = (view) => {
    const text = view.state.doc.toString();
    if (text !== kept.told) kept.tell.setStateValue("text", (kept.told = text));
  };
  const extensions = [
    Prec.high(keymap.of([
      { key: "Tab", run: indents(indentMore), shift: indents(indentLess) },
      { key: "Escape", run: () => { kept.writes = false; return true; } },
      ...["Ctrl-Enter", "Mod-Enter"].map((key) => (
        { key, run: (view) => { sent(view); kept.tell.setTriggerValue("run", true); return true; } })),
    ])),
    lineNumbers(), history(), indentOnInput(), bracketMatching(), python(), indentUnit.of(INDENT),
    syntaxHighlighting(colours), look, EditorView.lineWrapping, keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "hint", spellcheck: "false", tabindex: "0" }),
    EditorView.domEventHandlers({
      mousedown: () => { kept.writes = true; },
      blur: (_, view) => { kept.writes = false; sent(view); },
    }),
    EditorView.updateListener.of((update) => { if (update.docChanged && update.view.hasFocus) kept.writes = true; }),
  ];
  new EditorView({ parent, root, state: EditorState.create({ doc: text, extensions }) }).focus(); // who opens it wants to write
  return kept;
};

export default (component) => {
  const { data, parentElement: root } = component;
  const parent = root.querySelector("#editor");
  root.querySelector("#hint").textContent = data.hint;
  if (!editors.has(parent)) editors.set(parent, made(parent, root, data));
  editors.get(parent).tell = component;
};
