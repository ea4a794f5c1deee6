/** Under a list that is read page by page: the next page. */
import { ui } from "../words/ui.ts";
import { Button } from "./button.tsx";

export function More(props: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown }) {
  if (!props.hasNextPage) return null;
  return (
    <div className="flex justify-center p-2">
      <Button look="quiet" busy={props.isFetchingNextPage} onClick={() => void props.fetchNextPage()}>
        {ui.older}
      </Button>
    </div>
  );
}
