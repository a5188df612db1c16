// A page with one form: the jar, a heading, the form.
import type { ComponentChildren } from "preact";
import { JarIcon } from "./icons";
import { texts } from "./texts";

interface Props {
  heading: string;
  thought?: string;
  children: ComponentChildren;
}

export function FormPage({ heading, thought, children }: Props) {
  return (
    <main class="form-page" id="main">
      <p class="form-brand">
        <JarIcon size={44} />
        <span>{texts.product}</span>
      </p>
      <div class="card form-card">
        <h1>{heading}</h1>
        {children}
      </div>
      {thought && <p class="hint thought">{thought}</p>}
    </main>
  );
}
