/** What somebody types between the key that asks for a field and the field itself. It is meant for that field: neither lost, nor taken for other keys. */

/** How long what was asked for may take to come. After it keys mean again what they mean everywhere. */
export const PATIENCE_MS = 2_000;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey" | "repeat">;

/** What was typed for it, and whether it was left by Escape before it was there. */
export interface Taken {
  text: string;
  left: boolean;
}

export interface TypedAhead {
  /** Something was asked for that will take the focus. */
  wait(): void;
  /** What was asked for still comes: those who wait go on waiting. */
  goOn(): void;
  /** A key was pressed; true where it was kept for what comes, so that nobody else may answer it. */
  keeps(pressed: Pressed): boolean;
  /** It has come: what was typed for it. Nobody waits any more. */
  take(): Taken;
}

export function newTypedAhead(now: () => number = Date.now): TypedAhead {
  let typed = "";
  let left = false;
  let until = 0;
  return {
    wait() {
      typed = "";
      left = false;
      until = now() + PATIENCE_MS;
    },
    goOn() {
      if (now() < until) until = now() + PATIENCE_MS;
    },
    keeps({ key, ctrlKey, altKey, metaKey, repeat }) {
      if (now() >= until) return false;
      // It is not wanted any more, and comes all the same: what is pressed until then is for nothing that is there.
      left ||= key === "Escape";
      // The key that asked, held down a little long, is not text; what the right Alt gives, which some keyboards call Ctrl and Alt, is.
      if (left || (ctrlKey && !altKey) || metaKey || repeat) return true;
      if (key === "Backspace") typed = typed.slice(0, -1);
      else if (key.length === 1) typed += key;
      return true;
    },
    take() {
      const taken = now() < until ? { text: left ? "" : typed, left } : { text: "", left: false };
      until = 0;
      return taken;
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

/** Presses Escape where the focus is: whoever closes then does. */
export function pressEscape(at: Element | null): void {
  at?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
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
