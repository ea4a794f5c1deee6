/** A file of text that is chosen from this machine; what it holds is handed on, the file itself goes nowhere. */
import { Field } from "./field.tsx";

export function FileField(props: { label: string; accept: string; onText(text: string): void }) {
  return (
    <Field label={props.label} optional>
      {({ "aria-required": _required, ...control }) => (
        <input
          {...control}
          type="file"
          accept={props.accept}
          onChange={(event) => void event.target.files?.[0]?.text().then(props.onText)}
          className="text-sm text-muted file:mr-3 file:h-7 file:rounded-md file:border file:border-solid file:border-line file:bg-panel file:px-2.5 file:text-sm file:text-text"
        />
      )}
    </Field>
  );
}
