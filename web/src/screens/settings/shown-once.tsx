/** A secret that is shown this once: an invitation's link, a token. */
import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Dialog } from "../../ui/dialog.tsx";

interface ShownOnceProps {
  title: string;
  hint: string;
  label: string;
  text: string;
  verb: string;
  children?: ReactNode;
  onClose(): void;
}

export function ShownOnce({ title, hint, label, text, verb, children, onClose }: ShownOnceProps) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={hint}
      actions={
        <Button look="primary" onClick={onClose}>
          {verb}
        </Button>
      }
    >
      <Code text={text} label={label} />
      {children}
    </Dialog>
  );
}
