/** How YAML is coloured, by our own names of colours, so that both themes keep their contrast: keys, comments, expressions. */
import type { Extension } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

export const COMMENT = Decoration.mark({ class: "cm-yaml-comment" });
export const KEY = Decoration.mark({ class: "cm-yaml-key" });
export const EXPRESSION = Decoration.mark({ class: "cm-yaml-expression" });

const decorator = new MatchDecorator({
  regexp:
    /(?<comment>(?<=^|\s)#.*$)|(?<key>(?<=^\s*(?:- )*|[{,]\s*)[\w-]+(?=:(?:\s|$)))|\{\{[^}]*\}\}|(?<=:\s*['"])=.*(?=['"]$)|(?<=:\s)=.*$/g,
  decoration: ({ groups }) => (groups?.comment !== undefined ? COMMENT : groups?.key !== undefined ? KEY : EXPRESSION),
});

export const yamlMarks = marksBy(decorator);

/** What a decorator marks, kept up with the text. */
export function marksBy(decorator: MatchDecorator): Extension {
  class Marks {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorator.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = decorator.updateDeco(update, this.decorations);
    }
  }
  return ViewPlugin.fromClass(Marks, { decorations: ({ decorations }) => decorations });
}

/** The editor in the console's own colours. Findings are underlined by the browser, not by a picture. */
export const yamlTheme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--panel)", color: "var(--text)", fontSize: "12.5px" },
  "&.cm-focused": { outline: "none", boxShadow: "inset 0 0 0 2px var(--focus)" },
  ".cm-scroller": { fontFamily: "var(--font-mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--muted)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--hover) 60%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--hover)", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--chosen)",
  },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--chosen)" },
  ".cm-yaml-key": { color: "var(--info)" },
  ".cm-yaml-comment": { color: "var(--muted)", fontStyle: "italic" },
  ".cm-yaml-expression": { color: "var(--violet)" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--danger)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--warn)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "8px",
    boxShadow: "var(--shadow)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)", maxHeight: "18em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--chosen)",
    color: "var(--text)",
  },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "24em", padding: "6px 10px", fontFamily: "var(--font-sans)" },
  ".cm-diagnostic": { fontFamily: "var(--font-sans)", fontSize: "12px", maxWidth: "34em", padding: "6px 10px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--danger)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--text)" },
});
