/** The sentences of a playbook, set so that one sees what belongs under what. */
import { Fragment } from "react";
import { cx } from "../../ui/classes.ts";
import { Defanged } from "../../ui/defanged.tsx";
import { type ExplainedLine, explainedLines } from "./explained.ts";

const INDENT_REM = 1.25;

export function ExplainText({ text }: { text: string }) {
  return (
    <div className="flex max-w-4xl flex-col gap-1 p-4 text-sm">
      {explainedLines(text)
        .filter(({ kind }) => kind !== "title")
        .map((line) => (
          <p
            key={line.key}
            className={cx(
              "flex gap-2",
              line.kind === "way" && "mt-1 font-medium text-muted",
              line.kind === "step" && "mt-1",
            )}
            style={{ paddingLeft: `${line.depth * INDENT_REM}rem` }}
          >
            {line.mark !== "" && <span className="w-5 shrink-0 text-right text-muted tabular-nums">{line.mark}</span>}
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <Parts line={line} />
            </span>
          </p>
        ))}
    </div>
  );
}

function Parts({ line: { parts } }: { line: ExplainedLine }) {
  return parts.map(({ kind, text }, place) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change their places.
    if (kind === "code") return <Defanged key={place} text={text} code />;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    if (kind === "strong") return <strong key={place}>{text} </strong>;
    // biome-ignore lint/suspicious/noArrayIndexKey: as above.
    return <Fragment key={place}>{text}</Fragment>;
  });
}
