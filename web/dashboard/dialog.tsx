// A modal dialog on the browser's own <dialog>: it keeps the focus, closes on Escape or a click
// beside it, and gives the focus back.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { CloseIcon } from "./icons";
import { texts } from "./texts";

interface Props {
  heading: string;
  size?: "small" | "large";
  onClose: () => void;
  children: ComponentChildren;
}

export function Dialog({ heading, size = "small", onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useEffect(() => {
    const opener = document.activeElement;
    element.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  const closeBeside = (event: MouseEvent) => {
    if (event.target === element.current) onClose();
  };
  return (
    <dialog
      class={`dialog card ${size}`}
      ref={element}
      aria-labelledby={headingId}
      onClose={onClose}
      onClick={closeBeside}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={headingId}>{heading}</h2>
          <button type="button" class="icon-button" aria-label={texts.close} onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
