// Lines to copy: shown whole, with a button that says when it is done.
import { useState } from "preact/hooks";
import { texts } from "./texts";

export function CopyBox({ label, text }: { label: string; text: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      setCopied(false); // without permission the lines can still be selected
    }
  };
  return (
    <div class="copy-box">
      <pre tabIndex={0} aria-label={label} role="region">
        <code>{text}</code>
      </pre>
      <button
        type="button"
        class="button quiet"
        onClick={copy}
        aria-label={`${texts.copy}: ${label}`}
      >
        <span aria-live="polite">{copied ? texts.copied : texts.copy}</span>
      </button>
    </div>
  );
}
