// A link within the application: a real address, opened without loading the page anew.
import type { ComponentChildren } from "preact";
import { go } from "./route";

interface Props {
  to: string;
  class?: string;
  current?: boolean;
  children: ComponentChildren;
}

export function Link({ to, current, children, ...rest }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
    scrollTo(0, 0);
  };
  return (
    <a href={to} class={rest.class} aria-current={current ? "page" : undefined} onClick={follow}>
      {children}
    </a>
  );
}
