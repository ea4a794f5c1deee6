/** Which runbook it is: chosen, or dropped here. */
import { FileText } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { cx } from "../../ui/classes.ts";
import { TextField } from "../../ui/field.tsx";
import { codify as words } from "../../words/codify.ts";
import { MOST_BYTES } from "./runbook-body.ts";

const ENDINGS = ".md,.markdown,.txt,.html,.htm,.docx,.pdf";

interface FileChooserProps {
  queue: string;
  onQueue(queue: string): void;
  onFile(file: File): void;
}

export function FileChooser({ queue, onQueue, onFile }: FileChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState("");
  const take = (file: File | undefined) => {
    if (file === undefined) return;
    if (file.size > MOST_BYTES) setWrong(words.tooLarge(Math.ceil(file.size / 1_000_000)));
    else onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 p-6">
      <p className="text-sm text-muted">{words.hint}</p>
      <section
        aria-label={words.title}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "flex flex-col items-center gap-2 rounded-lg border border-dashed p-8 text-center",
          over ? "border-accent bg-hover" : "border-line-strong bg-sunken",
        )}
      >
        <FileText className="size-8 text-muted" aria-hidden />
        <Button look="primary" onClick={() => input.current?.click()}>
          {words.choose}
        </Button>
        <p className="text-sm text-muted">{words.drop}</p>
        <p className="text-xs text-muted">{words.kinds}</p>
        <input
          ref={input}
          type="file"
          accept={ENDINGS}
          // The button above is what people and screen readers meet.
          hidden
          onChange={(event) => take(event.target.files?.[0])}
        />
      </section>
      {wrong !== "" && (
        <p role="alert" className="text-sm text-danger">
          {wrong}
        </p>
      )}
      <TextField label={words.queue} hint={words.queueHint} value={queue} onChange={onQueue} maxLength={100} />
    </div>
  );
}
