/** What somebody types between the key that asks for a field and the field itself. It is meant for that field: neither lost, nor taken for other keys. */

/** How long what was asked for may take to come. After it keys mean again what they mean everywhere. */
export const PATIENCE_MS = 2_000;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "repeat">;

export interface TypedAhead {
  /** Something was asked for that will take the focus. */
  wait(): void;
  /** A key was pressed; true where it was kept for what comes, so that nobody else may answer it. */
  keeps(pressed: Pressed): boolean;
  /** It has come: what was typed for it. Nobody waits any more. */
  take(): string;
}

export function newTypedAhead(now: () => number = Date.now): TypedAhead {
  let typed = "";
  let until = 0;
  return {
    wait() {
      typed = "";
      until = now() + PATIENCE_MS;
    },
    keeps({ key, ctrlKey, metaKey, repeat }) {
      if (now() >= until) return false;
      if (key === "Escape") {
        until = 0;
        return false;
      }
      // The key that asked, held down a little long, is not text.
      if (ctrlKey || metaKey || repeat) return true;
      if (key === "Backspace") typed = typed.slice(0, -1);
      else if (key.length === 1) typed += key;
      return true;
    },
    take() {
      const text = now() < until ? typed : "";
      until = 0;
      return text;
    },
  };
}

/** Writes as a person would, at the cursor, so that whoever listens to the field hears of it. What takes no text drops it. */
export function writeInto(field: Element | null, text: string): void {
  const isText =
    field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.selectionStart !== null);
  if (text === "" || !isText || field.readOnly || field.disabled) return;
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}

/** Gives the focus to the element of that id, as soon as it is there. */
export function focusOnceThere(id: string): void {
  const focus = () => {
    const found = document.getElementById(id);
    found?.focus();
    return found !== null;
  };
  if (focus()) return;
  const watcher = new MutationObserver(() => focus() && watcher.disconnect());
  watcher.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watcher.disconnect(), PATIENCE_MS);
}
