// A form of one field: an answer, or the sentence of a lesson.
import { useEffect, useRef, useState } from "preact/hooks";
import { asFailure } from "./loading";

interface Props {
  label: string;
  hint: string;
  submit: string;
  rows: number;
  max: number;
  focus?: boolean; // from the start
  onSend: (text: string) => Promise<unknown>;
  onSent: (text: string) => void;
}

export function OneField({ label, hint, submit, rows, max, focus, onSend, onSent }: Props) {
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (focus) area.current?.focus();
  }, []);
  const send = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      await onSend(text.trim());
      setText("");
      onSent(text.trim());
    } catch (error) {
      setProblem(asFailure(error).message);
    }
    setBusy(false);
  };
  return (
    <form class="card one-field" onSubmit={send}>
      <label class="field">
        <span>{label}</span>
        <textarea
          rows={rows}
          required
          maxLength={max}
          ref={area}
          value={text}
          onInput={(e) => setText(e.currentTarget.value)}
        />
      </label>
      <p class="hint">{hint}</p>
      {problem && (
        <p class="form-failure" role="alert">
          {problem}
        </p>
      )}
      <button class="button primary" type="submit" disabled={busy || text.trim() === ""}>
        {submit}
      </button>
    </form>
  );
}
