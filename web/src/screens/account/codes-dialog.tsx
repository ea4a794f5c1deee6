/** Recovery codes, shown this once. */
import { Download } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { Code } from "../../ui/code.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { account } from "../../words/account.ts";

const words = account.codes;

export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose(): void }) {
  const text = codes.join("\n");
  const save = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain" }));
    link.download = words.file;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.shownTitle}
      description={words.shownHint}
      actions={
        <>
          <Button icon={<Download className="size-3.5" aria-hidden />} onClick={save}>
            {words.download}
          </Button>
          <Button look="primary" onClick={onClose}>
            {words.kept}
          </Button>
        </>
      }
    >
      <Code text={text} label={words.label} />
    </Dialog>
  );
}
