/** A text of YAML, or of Cedar, that is written: findings where they are, completion, and the line that is spoken of elsewhere. Loaded by itself: CodeMirror is large. */
import {
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { type Diagnostic, lintGutter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import { EditorView, type ViewUpdate } from "@codemirror/view";
import CodeMirror, { type BasicSetupOptions } from "@uiw/react-codemirror";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Finding } from "../../../src/api/contract/content.ts";
import { type Binding, useKeys } from "../app/keys.ts";
import { styleNonce } from "../app/style-nonce.ts";
import { ui } from "../words/ui.ts";
import { cedarMarks } from "./cedar-marks.ts";
import { yamlMarks, yamlTheme } from "./yaml-marks.ts";

/** What can stand where the cursor is: the text before it, line by line, in; what fits, and from which column of the last line, out. */
export interface Fitting {
  from: number;
  options: { label: string; detail?: string; info?: string; type?: string }[];
}

export interface YamlEditorProps {
  label: string;
  value: string;
  onChange(value: string): void;
  findings: readonly Finding[];
  complete?(before: readonly string[]): Fitting | null;
  /** Where the cursor goes when it is another object; lines are counted from 1. */
  go?: { line: number } | null;
  /** The cursor is in another line. */
  onLine?(line: number): void;
  /** YAML unless said. */
  language?: "yaml" | "cedar";
  readOnly?: boolean;
}

const SETUP: BasicSetupOptions = { syntaxHighlighting: false, autocompletion: false, highlightSelectionMatches: false };

export default function YamlEditor(props: YamlEditorProps) {
  const { label, value, onChange, findings, complete, go, onLine, language = "yaml", readOnly = false } = props;
  const [view, setView] = useState<EditorView | null>(null);
  const fitting = useRef(complete);
  fitting.current = complete;
  const extensions = useMemo(
    () => [
      EditorView.cspNonce.of(styleNonce()),
      // In the order of the tab key by its own word, so that what scrolls around it is known to be reached by keys.
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
      autocompletion({ override: [(context) => completed(context, fitting.current)] }),
      ...(language === "yaml" ? [yaml(), yamlMarks] : [cedarMarks]),
      ...[yamlTheme, lintGutter(), EditorView.lineWrapping],
    ],
    [label, language],
  );
  useEffect(() => {
    if (view === null) return;
    view.dispatch(
      setDiagnostics(
        view.state,
        findings.map((finding) => diagnosticOf(finding, view.state.doc)),
      ),
    );
  }, [view, findings]);
  useEffect(() => {
    if (view === null || go == null) return;
    const { from } = view.state.doc.line(Math.min(Math.max(go.line, 1), view.state.doc.lines));
    view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.focus();
  }, [view, go]);
  useKeys(ui.text.keys, view === null || readOnly ? [] : keysOfText(view, complete !== undefined));
  const onUpdate = ({ state, selectionSet }: ViewUpdate) => {
    if (selectionSet) onLine?.(state.doc.lineAt(state.selection.main.head).number);
  };
  return (
    <CodeMirror
      className="h-full min-h-0"
      height="100%"
      theme="none"
      // Tab goes on to what is next, as everywhere.
      indentWithTab={false}
      {...{ value, readOnly, onChange, onUpdate, extensions, basicSetup: SETUP, onCreateEditor: setView }}
    />
  );
}

/** The editor answers these itself while somebody writes in it; from elsewhere they lead into it. */
function keysOfText(view: EditorView, completes: boolean): Binding[] {
  const within = (command: (target: EditorView) => boolean) => () => {
    view.focus();
    command(view);
  };
  return [
    ...(completes ? [{ keys: "ctrl+ ", words: ui.text.complete, run: within(startCompletion) }] : []),
    { keys: "f8", words: ui.text.finding, run: within(nextDiagnostic) },
  ];
}

function diagnosticOf({ line, column, severity, message, fix, code }: Finding, doc: Text): Diagnostic {
  const { from: start, to: end } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(start + Math.max(column - 1, 0), end);
  return { ...{ from, to: Math.max(end, from), severity, source: code }, message: `${message} ${fix}`.trim() };
}

function completed(context: CompletionContext, complete: YamlEditorProps["complete"]): CompletionResult | null {
  const { doc } = context.state;
  const line = doc.lineAt(context.pos);
  const above = line.number === 1 ? "" : doc.sliceString(0, line.from - 1);
  const found = complete?.([...above.split("\n"), doc.sliceString(line.from, context.pos)]) ?? null;
  // Nothing is thrust upon somebody who only goes to the next line.
  if (found === null || (!context.explicit && line.from + found.from === context.pos && !/[.:] ?$/.test(line.text)))
    return null;
  return { from: line.from + found.from, options: found.options, validFor: /^[\w-]*$/ };
}
