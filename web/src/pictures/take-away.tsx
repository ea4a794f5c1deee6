/** A picture as a file: SVG, PNG, or its figures as CSV. */
import { Download } from "lucide-react";
import { problemOf } from "../api/problem.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";
import { saveFile } from "../ui/save-file.ts";
import { addToast } from "../ui/toast-list.ts";
import { pictures as words } from "../words/pictures.ts";
import { csvOf, type PictureTable } from "./csv.ts";
import { pngOf } from "./png.ts";

interface TakeAwayProps {
  title: string;
  /** Of the files, without what says their kind. */
  file: string;
  size(): { width: number; height: number };
  svg(): Promise<string>;
  table: PictureTable;
}

export function TakeAway({ title, file, size, svg, table }: TakeAwayProps) {
  const save = (kind: string, made: Promise<Blob>) =>
    void made.then(
      (blob) => saveFile(`${file}.${kind}`, blob),
      (error: unknown) => addToast({ title: words.failed, text: problemOf(error).message, tone: "bad" }),
    );
  const blobOf = (text: string, type: string) => new Blob([text], { type });
  return (
    <Menu
      label={words.takeAway(title)}
      trigger={<IconButton label={words.takeAway(title)} icon={<Download className="size-3.5" aria-hidden />} />}
    >
      <MenuItem
        onSelect={() =>
          save(
            "svg",
            svg().then((text) => blobOf(text, "image/svg+xml")),
          )
        }
      >
        {words.svg}
      </MenuItem>
      <MenuItem
        onSelect={() =>
          save(
            "png",
            svg().then((text) => pngOf(text, size())),
          )
        }
      >
        {words.png}
      </MenuItem>
      <MenuItem onSelect={() => save("csv", Promise.resolve(blobOf(csvOf(table), "text/csv")))}>{words.csv}</MenuItem>
    </Menu>
  );
}
