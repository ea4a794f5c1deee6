/** The router over the table of screens. What is in the address is all text, and reads as one would type it. */
import { createRootRoute, createRoute, createRouter, Link, lazyRouteComponent } from "@tanstack/react-router";
import { onceMore } from "../ui/once-more.ts";
import { Page } from "../ui/page.tsx";
import { EmptyState, ErrorState, Loading } from "../ui/states.tsx";
import { shell } from "../words/shell.ts";
import { SCREENS } from "./screens.ts";
import { Shell } from "./shell.tsx";
import { parsed, written } from "./workspace-address.ts";

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });
const routes = SCREENS.map(({ path, load }) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(onceMore(load)) }),
);

export const router = createRouter({
  routeTree: root.addChildren(routes),
  parseSearch: parsed,
  stringifySearch: written,
  // Another incident, run or playbook is another screen: no dialog, and nothing that was written in it, goes along.
  defaultRemountDeps: ({ params }) => params,
  defaultPreload: "intent",
  defaultPendingMs: 200,
  defaultPendingComponent: () => <Loading what={shell.loadingScreen} />,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
});

function NotFound() {
  const back = (
    <Link to="/" className="text-accent underline">
      {shell.toQueue}
    </Link>
  );
  return (
    <Page title={shell.notFound}>
      <EmptyState title={shell.nothingHere} action={back}>
        {shell.notFoundHint}
      </EmptyState>
    </Page>
  );
}
